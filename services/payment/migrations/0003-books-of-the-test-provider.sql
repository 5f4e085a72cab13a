-- For reading its books from end to end.
create index requests_of_authorizations on test_provider.requests (key) where kind = 'authorize' and outcome = 'succeeded';
