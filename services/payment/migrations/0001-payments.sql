-- One payment an order, with as many attempts as it takes. `attempt_id` is the attempt whose authorization this payment is,
-- and the provider's key of it. While somebody speaks with the provider about a payment, `busy_by` names their turn.
create table payments (
  id uuid primary key,
  order_id uuid not null unique,
  status text not null check (
    status in ('pending', 'authorized', 'captured', 'voided', 'partially_refunded', 'refunded', 'declined')
  ),
  amount bigint not null check (amount >= 0),
  currency text not null,
  captured bigint not null default 0,
  refunded bigint not null default 0 check (refunded >= 0),
  -- Of refunds that have begun and whose end is not known.
  refunding bigint not null default 0 check (refunding >= 0),
  method text not null,
  attempt_id uuid,
  decline_code text,
  busy_by uuid,
  busy_until timestamptz,
  created_at timestamptz not null,
  check (captured in (0, amount)),
  check (refunded + refunding <= captured)
);

create table refunds (
  payment_id uuid not null references payments,
  id uuid not null,
  key text not null,
  amount bigint not null check (amount > 0),
  status text not null check (status in ('pending', 'succeeded', 'declined')),
  decline_code text,
  created_at timestamptz not null,
  primary key (payment_id, id)
);

-- The journal of conversations with providers: written before something is said, and again when its end is known. What is
-- `started` or `lost` is in doubt; `ask_at` is when the provider is asked about it next.
create table attempts (
  payment_id uuid not null references payments,
  id uuid not null,
  kind text not null check (kind in ('authorize', 'capture', 'void', 'refund', 'find')),
  key text not null,
  method text not null,
  amount bigint not null,
  currency text not null,
  outcome text not null check (outcome in ('started', 'succeeded', 'declined', 'lost', 'failed')),
  started_at timestamptz not null,
  ended_at timestamptz,
  note text,
  ask_at timestamptz,
  asked int not null default 0,
  primary key (payment_id, id)
);
create index attempts_due on attempts (ask_at) where ask_at is not null;
