-- Users, sessions, accounts and verifications are better-auth's tables under our names (accounts.ts maps its fields).

create extension if not exists pg_trgm;

create table users (
  id uuid primary key default uuidv7(),
  email text not null,
  email_verified boolean not null default false,
  name text not null,
  image text,
  role text not null default 'customer' check (role in ('customer', 'staff')),
  permissions jsonb not null default '[]',
  is_first_staff boolean not null default false,
  -- The Idempotency-Key that the account was made under, and a keyed digest of the input that came with it.
  creation_key text,
  creation_fingerprint text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));
create unique index users_creation_key on users (creation_key);
create unique index users_first_staff on users (is_first_staff) where is_first_staff;
create index users_staff on users (id) where role = 'staff';
create index users_search on users using gin (lower(email || ' ' || name) gin_trgm_ops);

-- Whatever makes an account, the event is in the same transaction.
create function tell_registered() returns trigger language plpgsql as $$
begin
  insert into platform.feed (type, subject, data)
  values ('user.registered.v1', new.id::text,
    jsonb_build_object('userId', new.id, 'email', new.email, 'name', new.name));
  return null;
end $$;
create trigger tell_registered after insert on users for each row execute function tell_registered();

create table sessions (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  -- SHA-256 of the cookie's value, which is kept nowhere.
  token text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  ip_address text,
  user_agent text
);
create index sessions_of_user on sessions (user_id, last_seen_at desc);
create index sessions_due on sessions (expires_at);

-- How a person proves who they are: `credential` with an argon2id hash.
create table accounts (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_of_user on accounts (user_id);

create table verifications (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);

create table addresses (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  is_default boolean not null default false,
  address jsonb not null
);
create index addresses_of_user on addresses (user_id, id);
create unique index addresses_default on addresses (user_id) where is_default;

create table sign_in_failures (
  id bigint generated always as identity primary key,
  email text not null,
  at timestamptz not null
);
create index sign_in_failures_of_email on sign_in_failures (email, at);
create index sign_in_failures_due on sign_in_failures (at);

-- One key for each SOUK_SECRET, so that replicas agree on it, also while a new secret is rolled out.
create table signing_keys (
  secret_id text primary key,
  id uuid not null default uuidv7(),
  public_key jsonb not null,
  sealed_private_key text not null,
  created_at timestamptz not null default now(),
  superseded_at timestamptz
);
