-- Returned pieces that went back on sale. What is asked for again finds its row here.
create table restocks (
  id uuid primary key,
  order_id uuid not null,
  at timestamptz not null default now()
);
create index restocks_of_order on restocks (order_id);
