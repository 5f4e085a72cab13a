-- What was sold a day, as far back as it counts; older days are forgotten.
create table sales (
  product_id uuid not null references products,
  day date not null,
  units int not null,
  primary key (product_id, day)
);
create index sales_day on sales (day);

-- The orders that are in these numbers, so that none counts twice. Forgotten with their day.
create table counted_orders (
  order_id uuid primary key,
  day date not null
);
create index counted_orders_day on counted_orders (day);

-- What listings go by: the sums of these days as they were at the catalogue's version `sales`.
create table best_sellers (
  product_id uuid primary key references products,
  units int not null
);

alter table catalogue add column sales bigint not null default 0;
comment on column catalogue.sales is 'the version at which the best sellers last changed';
