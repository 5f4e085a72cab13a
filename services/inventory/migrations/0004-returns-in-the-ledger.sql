-- What an audit reads: the entries of the ledger that an order's returns brought about.
create index ledger_of_returns on ledger (reference) where cause = 'returned';
