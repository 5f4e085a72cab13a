-- Reservations that draw on stock, which are few beside all that there ever were.
create index reservations_open on reservations (order_id) where status in ('held', 'kept');
