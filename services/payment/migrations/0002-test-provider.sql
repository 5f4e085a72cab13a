-- The books of the built-in provider. It stands for a company of its own: nothing of ours refers to them.
create schema test_provider;

-- Every request by its key, with the answer that a repetition gets again. An authorization also carries what became of it.
create table test_provider.requests (
  key text primary key,
  order_id uuid not null,
  kind text not null check (kind in ('authorize', 'capture', 'void', 'refund')),
  authorization_key text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  outcome text not null check (outcome in ('succeeded', 'declined')),
  code text,
  state text check (state in ('held', 'captured', 'voided')),
  captured bigint not null default 0,
  refunded bigint not null default 0 check (refunded <= captured),
  at timestamptz not null default now()
);
create index requests_of_order on test_provider.requests (order_id);

-- Keys that it misbehaves about. `unreachable`: no answer, nothing booked. `lost_answer`: booked, then the connection
-- breaks; asked again it answers.
create table test_provider.faults (
  key text primary key,
  fault text not null check (fault in ('unreachable', 'lost_answer'))
);
