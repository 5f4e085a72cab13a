-- What the Stripe adapter keeps for itself: nothing of ours refers to it.
create schema stripe;

-- Every request that changes something at Stripe, written before it is sent; what Stripe calls it is known when it answers.
create table stripe.requests (
  key text primary key,
  kind text not null check (kind in ('authorize', 'capture', 'void', 'refund')),
  order_id uuid not null,
  authorization_key text not null,
  -- Of the payment intent, or of the refund.
  stripe_id text,
  first_sent_at timestamptz not null default now(),
  last_sent_at timestamptz not null default now()
);
create index requests_of_order on stripe.requests (order_id) where kind = 'authorize';

-- Events that have had their effect, kept in its transaction.
create table stripe.events (
  id text primary key,
  type text not null,
  taken_at timestamptz not null default now()
);
create index events_by_age on stripe.events (taken_at);
