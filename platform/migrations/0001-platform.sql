-- What every service keeps beside its own tables: its feed, its cursors on others' feeds, what it could not digest, and
-- the answers it gave under idempotency keys.

-- A row is inserted by the statement or transaction that makes the change which it tells of. Readers see only what lies
-- below the oldest transaction that still writes, in this order, so that none is skipped for committing late.
create table platform.feed (
  transaction_id xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  id uuid not null default uuidv7(),
  type text not null,
  subject text not null,
  time timestamptz not null default clock_timestamp(),
  data jsonb not null,
  primary key (transaction_id, position)
);

create table platform.cursors (
  source text primary key,
  transaction_id xid8 not null default '0',
  position bigint not null default 0,
  moved_at timestamptz not null default now()
);

create table platform.parked_events (
  id uuid primary key,
  source text not null,
  event jsonb not null,
  error text not null,
  attempts int not null,
  parked_at timestamptz not null default now()
);

create table platform.idempotency_keys (
  caller text not null,
  operation text not null,
  key text not null,
  fingerprint text not null,
  status int not null,
  body text,
  created_at timestamptz not null default now(),
  primary key (caller, operation, key)
);
create index idempotency_keys_age on platform.idempotency_keys (created_at);
