-- `methods` is the list of the contract: each with its carrier, days and rates by weight.
create table zones (
  id text primary key,
  name text not null,
  methods jsonb not null,
  created_at timestamptz not null default clock_timestamp()
);

create table zone_countries (
  country text primary key,
  zone_id text not null references zones
);
create index countries_of_zone on zone_countries (zone_id);

create table shipments (
  id uuid primary key,
  order_id uuid not null,
  option_id text not null,
  carrier text not null,
  tracking_number text not null,
  -- True where we made the number; carriers' own may stand on parcels of several orders.
  own_number boolean not null,
  address jsonb not null,
  created_at timestamptz not null
);
create index shipments_of_order on shipments (order_id, created_at);
create unique index shipments_own_number on shipments (tracking_number) where own_number;

-- What we last heard of a cart, to answer from while the cart-service does not.
create table carts (
  cart_id uuid primary key,
  version int not null,
  weight int not null,
  subtotal bigint not null,
  currency text not null,
  heard_at timestamptz not null
);
create index carts_age on carts (heard_at);

-- The zones to begin with; staff change them. Prices by weight in grams, in cents.
create function pg_temp.method(id text, name text, carrier text, days int[], free_from int, steps jsonb) returns jsonb
language sql return jsonb_strip_nulls(jsonb_build_object(
  'id', id,
  'name', name,
  'carrier', carrier,
  'days', jsonb_build_object('from', days[1], 'to', days[2]),
  'freeFrom', case when free_from is not null then jsonb_build_object('amount', free_from, 'currency', 'EUR') end,
  'rates', (
    select jsonb_agg(jsonb_build_object(
      'upToWeight', step.key::int,
      'price', jsonb_build_object('amount', step.value::int, 'currency', 'EUR')) order by step.key::int)
    from jsonb_each_text(steps) as step)));

insert into zones (id, name, methods) values
  ('home', 'Germany and Austria', jsonb_build_array(
    pg_temp.method('standard', 'Standard delivery', 'DHL', '{1,3}', 6000, '{"2000": 490, "5000": 590, "10000": 890, "31500": 1490}'),
    pg_temp.method('express', 'Express delivery', 'DHL Express', '{1,1}', null, '{"2000": 990, "5000": 1290, "10000": 1790, "31500": 2990}'),
    pg_temp.method('pickup', 'Pick-up point', 'DPD', '{2,3}', 4000, '{"2000": 390, "5000": 490, "20000": 790}')));
insert into zones (id, name, methods) values
  ('eu', 'European Union', jsonb_build_array(
    pg_temp.method('standard', 'Standard delivery', 'DHL', '{3,6}', 15000, '{"2000": 990, "5000": 1290, "10000": 1690, "31500": 2490}'),
    pg_temp.method('express', 'Express delivery', 'DHL Express', '{1,2}', null, '{"2000": 1990, "5000": 2490, "10000": 3490, "31500": 5990}'),
    pg_temp.method('pickup', 'Pick-up point', 'DPD', '{4,7}', null, '{"2000": 790, "5000": 990, "20000": 1590}')));
insert into zones (id, name, methods) values
  ('europe', 'Rest of Europe', jsonb_build_array(
    pg_temp.method('standard', 'Standard delivery', 'DHL', '{4,8}', null, '{"2000": 1490, "5000": 1890, "10000": 2690, "31500": 4490}'),
    pg_temp.method('express', 'Express delivery', 'DHL Express', '{2,3}', null, '{"2000": 2990, "5000": 3990, "10000": 5490, "31500": 9490}')));
insert into zones (id, name, methods) values
  ('world', 'World', jsonb_build_array(
    pg_temp.method('standard', 'Standard delivery', 'DHL', '{8,15}', null, '{"2000": 2490, "5000": 3990, "10000": 5990, "31500": 11990}'),
    pg_temp.method('express', 'Express delivery', 'DHL Express', '{3,5}', null, '{"2000": 4990, "5000": 6990, "10000": 10990, "31500": 21990}')));

insert into zone_countries (zone_id, country)
select zone, country from (values
  ('home', 'DE AT'),
  ('eu', 'BE BG CY CZ DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'),
  ('europe', 'AD AL BA CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS SM TR UA VA'),
  ('world', 'AE AR AU BR CA CL CO EG HK ID IL IN JP KE KR MA MX MY NZ PE PH QA SA SG TH TW US UY VN ZA')
) as served (zone, countries), regexp_split_to_table(countries, ' ') as country;

drop function pg_temp.method;
