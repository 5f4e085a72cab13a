-- Failed tries to find a guest's order by its number and e-mail address, counted for each of the two. A slot is a number or
-- the hash of an address, folded into so many slots that the table is bounded and tells nobody's address (lookup-limit.ts).
create table lookup_failures (
  slot int primary key,
  failures int not null,
  -- Of the first; an hour later the count begins anew.
  since timestamptz not null
);
create index lookup_failures_due on lookup_failures (since);
