-- Where the payer has to act (at their bank, for 3-D Secure) before a pending payment is decided.
alter table payments add column action_url text check (action_url is null or status = 'pending');
