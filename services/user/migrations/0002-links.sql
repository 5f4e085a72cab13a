-- The links of letters are better-auth's verifications, each of one user: `identifier` says what the link is for, `value`
-- is the SHA-256 of its token. better-auth wants no column that it cannot leave out, so the user may be missing.
drop index verifications_identifier;
alter table verifications add column user_id uuid references users on delete cascade;
create unique index verifications_value on verifications (value);
create index verifications_of_user on verifications (user_id);
create index verifications_due on verifications (expires_at);
-- A new link to reset a password takes the place of the one before.
create unique index verifications_reset on verifications (user_id) where identifier = 'reset-password';

-- Who asked for a link, with an account or without: what the limit counts.
create table link_requests (
  id bigint generated always as identity primary key,
  purpose text not null,
  email text not null,
  counts_until timestamptz not null
);
create index link_requests_of_email on link_requests (email, purpose, counts_until);
create index link_requests_due on link_requests (counts_until);

create function base64url(bytes bytea) returns text language sql immutable
return translate(rtrim(encode(bytes, 'base64'), '='), '+/', '-_');

-- Makes a link and keeps its digest. The one row that it returns has the token, which is for the event alone. No row: three
-- were asked for within the hour, there is no such account, or there is nothing left to verify.
create function give_link(purpose text, reader text, at timestamptz)
returns table (user_id uuid, email text, name text, token text) language plpgsql as $$
#variable_conflict use_column
declare
  person users;
  -- 32 bytes out of 366 random bits.
  fresh text := base64url(sha256(
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
begin
  -- Requests of one e-mail that come at once are counted one after another.
  perform pg_advisory_xact_lock(hashtextextended(give_link.purpose || ' ' || lower(reader), 0));
  if (select count(*) >= 3 from link_requests r
      where r.email = lower(reader) and r.purpose = give_link.purpose and r.counts_until > at) then
    return;
  end if;
  insert into link_requests (purpose, email, counts_until)
  values (give_link.purpose, lower(reader), at + interval '1 hour');
  select * into person from users u where lower(u.email) = lower(reader) for no key update;
  if person.id is null or (give_link.purpose = 'verify-email' and person.email_verified) then
    return;
  end if;
  insert into verifications (identifier, value, user_id, expires_at, created_at, updated_at)
  values (give_link.purpose, base64url(sha256(convert_to(fresh, 'UTF8'))), person.id,
    at + case give_link.purpose when 'reset-password' then interval '1 hour' else interval '7 days' end, at, at)
  on conflict (user_id) where identifier = 'reset-password'
    do update set value = excluded.value, expires_at = excluded.expires_at, updated_at = excluded.updated_at;
  return query select person.id, person.email, person.name, fresh;
end $$;

-- better-auth's transaction of a registration takes no statement of ours, so the table itself asks for the first link.
create function tell_verification_requested() returns trigger language plpgsql as $$
begin
  insert into platform.feed (type, subject, data)
  select 'user.verification-requested.v1', l.user_id::text,
    jsonb_build_object('userId', l.user_id, 'email', l.email, 'name', l.name, 'token', l.token)
  from give_link('verify-email', new.email, new.created_at) l;
  return null;
end $$;
-- Customers name an address themselves; that of staff was named by whoever runs the shop, and they can ask for the link.
create trigger tell_verification_requested after insert on users
for each row when (new.role = 'customer' and not new.email_verified) execute function tell_verification_requested();
