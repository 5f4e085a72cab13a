-- What is needed of an order for its later letters; they may come before the first one.
create table orders (
  order_id uuid primary key,
  name text not null,
  access_token text
);

-- A letter to one person, rendered when the event came. An event that comes twice finds its mail here.
create table mails (
  id uuid primary key,
  kind text not null,
  order_id uuid not null,
  -- The order, refund or parcel that the mail tells of.
  subject_id uuid not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
  -- Counts how often it was asked for: 1, and 1 more each time that staff send it again.
  delivery int not null default 1,
  -- Of this delivery.
  attempts int not null default 0,
  error text,
  due_at timestamptz not null,
  -- Until then, one process alone is at it.
  leased_until timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  unique (kind, order_id, subject_id)
);
create index mails_due on mails (due_at) where status = 'waiting';
create index mails_of_order on mails (order_id, id desc);
create index mails_by_status on mails (status, id desc);

-- The built-in mailbox: what would have gone out by SMTP.
create table letters (
  mail_id uuid not null references mails,
  delivery int not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text not null,
  sent_at timestamptz not null,
  primary key (mail_id, delivery)
);
create index letters_by_time on letters (sent_at desc, mail_id desc);
create index letters_of_recipient on letters (lower(recipient), sent_at desc, mail_id desc);
