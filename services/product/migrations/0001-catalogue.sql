-- For typing errors in searches; trusted, so that the database's owner may create it.
create extension if not exists fuzzystrmatch;

-- One row. Every change of the catalogue takes its next version, and so its row lock, before anything else: writers come
-- one after another, and a reader that knows version n needs only what has a higher one.
create table catalogue (
  single boolean primary key default true check (single),
  version bigint not null default 0,
  texts bigint not null default 0,
  categories bigint not null default 0
);
comment on column catalogue.texts is 'the version at which what is searched or sorted by last changed';
comment on column catalogue.categories is 'the version at which the categories last changed';
insert into catalogue default values;

create table categories (
  slug text primary key,
  id uuid not null unique,
  name text not null,
  description text not null,
  parent text references categories,
  position bigint not null generated always as identity
);

-- `json` where the merchant's order of keys is to be kept.
create table products (
  id uuid primary key,
  slug text not null,
  name text not null,
  brand text not null,
  category text not null references categories,
  description text not null,
  attributes json not null,
  options json not null,
  images json not null,
  currency text not null,
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  removed_at timestamptz,
  search tsvector not null,
  title_words text[] not null,
  body_words text[] not null
);
create unique index products_slug on products (slug) where removed_at is null;
create index products_search on products using gin (search) with (fastupdate = off) where removed_at is null;

create table variants (
  sku text primary key,
  product_id uuid not null references products,
  position int not null,
  options json not null,
  price bigint not null check (price >= 0),
  compare_at_price bigint,
  weight int not null
);
create index variants_of_product on variants (product_id, position);

-- What inventory last told of a sku, also of one that is not in the catalogue (yet).
create table availability (
  sku text primary key,
  availability text not null,
  transaction_id xid8 not null,
  position bigint not null
);

-- The catalogue version at which what a listing shows of a product last changed.
create table listing_versions (
  product_id uuid primary key references products,
  version bigint not null
);
create index listing_versions_version on listing_versions (version);

-- Every word of the products on sale with its stem: for completing and correcting what is searched.
create table words (
  word text collate "C" primary key,
  lexeme text not null,
  titles int not null,
  bodies int not null
);
comment on column words.titles is 'products with the word in name, brand, category or options';
comment on column words.bodies is 'products with the word in attributes or description';
create index words_lexeme on words (lexeme);
create index words_length on words (length(word));

create table images (
  id text primary key,
  content_type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
-- Pictures are compressed already.
alter table images alter column bytes set storage external;

-- The stem of one word, or null for a word that is too common to search for.
create function lexeme_of(word text) returns text
language sql immutable
return (tsvector_to_array(to_tsvector('pg_catalog.english', word)))[1];
