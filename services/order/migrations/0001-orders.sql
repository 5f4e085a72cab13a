create sequence order_numbers start 100001;

create table orders (
  id uuid primary key,
  number bigint not null default nextval('order_numbers') unique,
  cart_id uuid not null,
  user_id uuid,
  email text not null,
  -- Shown by a guest to see the order; null where a customer owns it.
  access_token text,
  status text not null check (status in ('pending', 'confirmed', 'declined', 'cancelled', 'completed')),
  payment_status text not null check (payment_status in
    ('pending', 'authorized', 'captured', 'voided', 'partially_refunded', 'refunded', 'declined')),
  fulfilment_status text not null check (fulfilment_status in ('unfulfilled', 'shipped', 'cancelled')),
  -- Only an order declined for 'payment_declined' can be tried again: its stock is held, and nothing of it was undone.
  declined_reason text check ((status = 'declined') = (declined_reason is not null)),
  currency text not null,
  subtotal bigint not null,
  delivery_amount bigint not null,
  total bigint not null,
  tax_included bigint not null,
  refunded bigint not null default 0 check (refunded between 0 and total),
  lines jsonb not null,
  -- What the lines draw from stock, in one text that can be compared.
  demand text not null,
  delivery jsonb not null,
  shipping_address jsonb not null,
  shipments jsonb not null default '[]',
  refunds jsonb not null default '[]',
  placed_at timestamptz not null
);
-- One cart, one order: a rival's insert finds this taken.
create unique index orders_of_cart on orders (cart_id) where status in ('pending', 'confirmed', 'completed');
create index orders_to_try_again on orders (cart_id) where status = 'declined' and declined_reason = 'payment_declined';
create index orders_of_user on orders (user_id, id desc) where user_id is not null;
create index orders_by_status on orders (status, id desc);
create index orders_by_email on orders (lower(email) collate "C", id);
-- What deliveries cost before, for while delivery-service is out of reach.
create index orders_by_delivery on orders ((delivery->>'optionId'), (shipping_address->>'country'), id desc);

-- What is under way with an order, or was. It is committed before its first remote step and run from the top until it ends.
create table sagas (
  id uuid primary key,
  order_id uuid not null references orders,
  kind text not null check (kind in ('place', 'cancel', 'refund', 'ship')),
  status text not null default 'running' check (status in ('running', 'done', 'failed')),
  -- Back: it was decided that this will not be, and what may have happened is being undone. There is no way forward again.
  direction text not null default 'forward' check (direction in ('forward', 'back')),
  input jsonb not null,
  -- The error that it ended with, to be given again to whoever repeats the request.
  refusal jsonb,
  caller text not null,
  key text,
  fingerprint text not null,
  -- While leased somebody runs it, until lease_until at most; else it is due at lease_until.
  leased boolean not null default true,
  lease_until timestamptz not null,
  attempts int not null default 1,
  last_error text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index sagas_of_key on sagas (caller, kind, key) where key is not null;
create unique index sagas_running on sagas (order_id) where status = 'running';
create index sagas_due on sagas (lease_until) where status = 'running';

-- Appended to in the statement of the change that it tells of; never changed.
create table timeline (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders,
  at timestamptz not null,
  what text not null,
  by text not null check (by in ('customer', 'staff', 'system')),
  details jsonb
);
create index timeline_of_order on timeline (order_id, id);
