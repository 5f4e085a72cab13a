-- For events that come by partitions, several of which move at once: what has been handled beyond the cursor.

-- A row is written in the transaction of the effect, and goes when the cursor, which moves over unbroken rows, has passed it.
create table platform.inbox (
  source text not null,
  transaction_id xid8 not null,
  position bigint not null,
  id uuid not null,
  partition smallint not null,
  -- Where the event before it stands in the source's feed.
  previous text not null,
  primary key (source, transaction_id, position)
);

-- How far the service's own feed has been published, and what is known of the stream that it was published to.
create table platform.relay (
  only_row boolean primary key default true check (only_row),
  transaction_id xid8 not null default '0',
  position bigint not null default 0,
  stream text not null default '',
  sequence bigint not null default 0
);
