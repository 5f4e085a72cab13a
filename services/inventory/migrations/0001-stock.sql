create table stock (
  sku text primary key,
  on_hand int not null check (on_hand >= 0),
  reserved int not null default 0 check (reserved >= 0),
  check (reserved <= on_hand)
);

create table reservations (
  order_id uuid primary key,
  status text not null check (status in ('held', 'kept', 'released', 'expired', 'shipped')),
  expires_at timestamptz,
  created_at timestamptz not null default now()
);
create index reservations_due on reservations (expires_at) where status = 'held';

create table reservation_lines (
  order_id uuid not null references reservations,
  sku text not null references stock,
  quantity int not null check (quantity > 0),
  primary key (order_id, sku)
);

-- Every change of what is on hand, with its cause; the entries of a sku add up to its stock.
create table ledger (
  id bigint generated always as identity primary key,
  sku text not null references stock,
  change int not null,
  on_hand int not null,
  cause text not null,
  reference text,
  note text,
  at timestamptz not null default now()
);
create index ledger_of_sku on ledger (sku, id desc);

create function availability_of(available int) returns text
language sql immutable
return case when available <= 0 then 'out' when available <= 5 then 'low' else 'in_stock' end;
