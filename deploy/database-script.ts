/** The SQL that makes one database and one role a service; nobody else can connect to it. For psql, which gives it the passwords. */
import { variableOf, withDatabase } from './description.ts'

/** Harmless where some are there already: run it again when there is a new service, or a new password. */
export function databaseScript() {
  return [
    '-- A database and a role for each service; only that role may connect. Passwords come from the environment.',
    '-- As a superuser: psql --file databases.sql. What is there already is kept, with the password that is given.',
    '\\set ON_ERROR_STOP on',
    'revoke connect, temporary on database postgres from public;',
    ...withDatabase.map(({ name }) => statementsFor(name)),
    '',
  ].join('\n')
}

function statementsFor(name: string) {
  const role = `${name}_service`
  return `
\\getenv password ${variableOf(name, 'DATABASE_PASSWORD')}
select 'create role ${role} login' where not exists (select from pg_roles where rolname = '${role}') \\gexec
alter role ${role} password :'password';
select 'create database ${role} owner ${role}' where not exists (select from pg_database where datname = '${role}') \\gexec
revoke connect, temporary on database ${role} from public;`
}
