-- Written by `npm run deploy:generate`.
-- A database and a role for each service; only that role may connect. Passwords come from the environment.
-- As a superuser: psql --file databases.sql. What is there already is kept, with the password that is given.
\set ON_ERROR_STOP on
revoke connect, temporary on database postgres from public;

\getenv password USER_DATABASE_PASSWORD
select 'create role user_service login' where not exists (select from pg_roles where rolname = 'user_service') \gexec
alter role user_service password :'password';
select 'create database user_service owner user_service' where not exists (select from pg_database where datname = 'user_service') \gexec
revoke connect, temporary on database user_service from public;

\getenv password PRODUCT_DATABASE_PASSWORD
select 'create role product_service login' where not exists (select from pg_roles where rolname = 'product_service') \gexec
alter role product_service password :'password';
select 'create database product_service owner product_service' where not exists (select from pg_database where datname = 'product_service') \gexec
revoke connect, temporary on database product_service from public;

\getenv password INVENTORY_DATABASE_PASSWORD
select 'create role inventory_service login' where not exists (select from pg_roles where rolname = 'inventory_service') \gexec
alter role inventory_service password :'password';
select 'create database inventory_service owner inventory_service' where not exists (select from pg_database where datname = 'inventory_service') \gexec
revoke connect, temporary on database inventory_service from public;

\getenv password CART_DATABASE_PASSWORD
select 'create role cart_service login' where not exists (select from pg_roles where rolname = 'cart_service') \gexec
alter role cart_service password :'password';
select 'create database cart_service owner cart_service' where not exists (select from pg_database where datname = 'cart_service') \gexec
revoke connect, temporary on database cart_service from public;

\getenv password ORDER_DATABASE_PASSWORD
select 'create role order_service login' where not exists (select from pg_roles where rolname = 'order_service') \gexec
alter role order_service password :'password';
select 'create database order_service owner order_service' where not exists (select from pg_database where datname = 'order_service') \gexec
revoke connect, temporary on database order_service from public;

\getenv password PAYMENT_DATABASE_PASSWORD
select 'create role payment_service login' where not exists (select from pg_roles where rolname = 'payment_service') \gexec
alter role payment_service password :'password';
select 'create database payment_service owner payment_service' where not exists (select from pg_database where datname = 'payment_service') \gexec
revoke connect, temporary on database payment_service from public;

\getenv password DELIVERY_DATABASE_PASSWORD
select 'create role delivery_service login' where not exists (select from pg_roles where rolname = 'delivery_service') \gexec
alter role delivery_service password :'password';
select 'create database delivery_service owner delivery_service' where not exists (select from pg_database where datname = 'delivery_service') \gexec
revoke connect, temporary on database delivery_service from public;

\getenv password NOTIFICATION_DATABASE_PASSWORD
select 'create role notification_service login' where not exists (select from pg_roles where rolname = 'notification_service') \gexec
alter role notification_service password :'password';
select 'create database notification_service owner notification_service' where not exists (select from pg_database where datname = 'notification_service') \gexec
revoke connect, temporary on database notification_service from public;

\getenv password AUDIT_DATABASE_PASSWORD
select 'create role audit_service login' where not exists (select from pg_roles where rolname = 'audit_service') \gexec
alter role audit_service password :'password';
select 'create database audit_service owner audit_service' where not exists (select from pg_database where datname = 'audit_service') \gexec
revoke connect, temporary on database audit_service from public;
