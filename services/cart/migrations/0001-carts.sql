-- A cart is one row with its lines in it, so edits that come at once queue at the row and each sees the one before.
-- lines: { sku: { "quantity": 2, "seen": { "amount": 1999, "currency": "EUR" }, "added": 1 } }, where seen is the price
-- that the shopper saw when the line was last set, and added the version of the cart that brought the line.
create table carts (
  id uuid primary key,
  user_id uuid,
  status text not null default 'open' check (status in ('open', 'ordered', 'merged')),
  currency text not null,
  lines jsonb not null default '{}',
  version int not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check (status <> 'merged' or user_id is not null)
);
create unique index one_open_cart on carts (user_id) where status = 'open';
create index forgettable_carts on carts (updated_at) where user_id is null and status = 'open' and lines = '{}';

-- What product-service says of its variants. Variants that are off sale stay, since carts still show them.
create table product_versions (
  product_id uuid primary key,
  version bigint not null
);
create table product_facts (
  sku text primary key,
  product_id uuid not null references product_versions,
  slug text not null,
  name text not null,
  options json not null,
  image json,
  price bigint not null,
  currency text not null,
  weight int not null,
  active boolean not null
);
create index product_facts_of_product on product_facts (product_id);

-- What inventory-service says, with the event's place in its feed. It may speak of a sku before product-service does.
create table stock_facts (
  sku text primary key,
  availability text not null,
  available int not null,
  transaction_id xid8 not null,
  position bigint not null
);
