-- What did not agree. It lasts until an audit no longer finds it; until then there is one of it, open or settled by staff.
create table exceptions (
  id uuid primary key,
  check_name text not null,
  subject text not null,
  order_id uuid,
  message text not null,
  facts jsonb not null,
  status text not null default 'open' check (status in ('open', 'settled')),
  lasting boolean not null default true,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  settled_at timestamptz,
  settled_by text check (settled_by in ('staff', 'system')),
  note text,
  check ((status = 'settled') = (settled_at is not null and settled_by is not null)),
  check (lasting or status = 'settled')
);
create unique index exceptions_lasting on exceptions (check_name, subject) where lasting;
create index exceptions_open on exceptions (id desc) where status = 'open';
create index exceptions_of_order on exceptions (order_id, id desc) where order_id is not null;

-- When the last audit began that nobody had asked for: replicas take turns by it.
create table schedule (
  id boolean primary key default true check (id),
  begun_at timestamptz not null
);
