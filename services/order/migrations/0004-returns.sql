alter table orders add column returns jsonb not null default '[]';
alter table orders drop constraint orders_fulfilment_status_check;
alter table orders add constraint orders_fulfilment_status_check
  check (fulfilment_status in ('unfulfilled', 'shipped', 'partially_returned', 'returned', 'cancelled'));

alter table sagas drop constraint sagas_kind_check;
alter table sagas add constraint sagas_kind_check check (kind in (
  'place', 'cancel', 'refund', 'ship', 'request_return', 'decide_return', 'receive_return', 'repair', 'compensate'));

-- Orders with returns, by the id of their newest one, which grows with time: all of them, and those with one of a status.
create index orders_with_returns on orders (((returns->-1->>'id')::uuid) desc) where returns <> '[]';
create index orders_with_requested_returns on orders (((returns->-1->>'id')::uuid) desc)
  where returns @> '[{"status": "requested"}]';
create index orders_with_approved_returns on orders (((returns->-1->>'id')::uuid) desc)
  where returns @> '[{"status": "approved"}]';
create index orders_with_rejected_returns on orders (((returns->-1->>'id')::uuid) desc)
  where returns @> '[{"status": "rejected"}]';
create index orders_with_received_returns on orders (((returns->-1->>'id')::uuid) desc)
  where returns @> '[{"status": "received"}]';

-- An exception of the audit is told once each, however often its event comes.
create unique index timeline_of_exception on timeline ((details->>'exceptionId'), what)
  where what in ('exception_found', 'exception_settled');
