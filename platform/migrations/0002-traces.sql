-- The trace in which an event was appended, as W3C's traceparent; null where it was not recorded. Whoever appends in a
-- recorded trace sets souk.traceparent for its transaction, so that no statement that appends has to know of it.
alter table platform.feed
  add column traceparent text default nullif(current_setting('souk.traceparent', true), '');
