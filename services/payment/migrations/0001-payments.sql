create table payments (
  id uuid primary key,
  order_id uuid not null unique,
  status text not null check (status in
    ('pending', 'authorized', 'captured', 'voided', 'partially_refunded', 'refunded', 'declined')),
  method text not null,
  token text not null,
  -- The key under which the provider knows the authorisation.
  attempt_id uuid,
  amount bigint not null check (amount >= 0),
  currency text not null,
  captured bigint not null default 0,
  refunded bigint not null default 0,
  decline_code text,
  -- Whoever talks to the provider about this payment has it until then; nobody else does meanwhile.
  busy_until timestamptz,
  -- Counts who had it, so that one who was away for too long changes nothing any more.
  turn int not null default 0,
  -- Set while something may have happened at the provider that we have not heard of.
  doubt text check (doubt in ('authorize', 'capture', 'void')),
  ask_again_at timestamptz,
  asked int not null default 0,
  created_at timestamptz not null default now(),
  check (refunded <= captured),
  check (captured <= amount)
);
create index payments_in_doubt on payments (ask_again_at) where doubt is not null;

create table refunds (
  id uuid primary key,
  payment_id uuid not null references payments,
  amount bigint not null check (amount > 0),
  status text not null check (status in ('pending', 'succeeded')),
  created_at timestamptz not null default now()
);
create index refunds_of_payment on refunds (payment_id);

-- The journal: every conversation with a provider, begun before it is held.
create table attempts (
  id uuid primary key,
  order_id uuid not null,
  kind text not null,
  key text not null,
  amount bigint not null,
  currency text not null,
  outcome text not null default 'started',
  note text,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create index attempts_of_order on attempts (order_id, id);

-- The books of the built-in test provider. It stands for another company: nothing here is written with our own tables.
create schema test_provider;
create table test_provider.entries (
  key text primary key,
  order_id uuid not null,
  kind text not null,
  authorization_key text not null,
  amount bigint not null,
  currency text not null,
  at timestamptz not null default now()
);
create index entries_of_order on test_provider.entries (order_id);
create index entries_of_authorization on test_provider.entries (authorization_key);
create table test_provider.refusals (
  key text primary key,
  code text not null
);
