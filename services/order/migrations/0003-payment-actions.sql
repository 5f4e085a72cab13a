-- Where the payer has to act before the payment of a pending order is decided.
alter table orders add column payment_action text check (payment_action is null or status = 'pending');
-- Somebody told while it ran that what it waits for may have come: it is due again as soon as it would wait.
alter table sagas add column hurried boolean not null default false;
