import { Client } from 'pg'

/** A database and the role that owns it; `template`: the database it starts as a copy of (nobody may be connected). */
export type Wanted = { database: string; role: string; password: string; template?: string }

/** Makes each role and its own database, which no other role can connect to. What exists already is kept, with the
 *  password set to the one given. Concurrent calls wait for each other. Throws what PostgreSQL answers. */
export async function provision(adminUrl: string, wanted: Wanted[]): Promise<void> {
  const admin = new Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [1_874_020_551])
    await admin.query('REVOKE CONNECT, TEMPORARY ON DATABASE postgres FROM PUBLIC')
    for (const one of wanted) await provisionOne(admin, one)
  } finally {
    await admin.end()
  }
}

async function provisionOne(admin: Client, { database, role, password, template }: Wanted): Promise<void> {
  const roleName = admin.escapeIdentifier(role)
  const databaseName = admin.escapeIdentifier(database)
  const roleExists = await isThere(admin, 'SELECT FROM pg_roles WHERE rolname = $1', role)
  const verb = roleExists ? 'ALTER' : 'CREATE'
  await admin.query(`${verb} ROLE ${roleName} LOGIN PASSWORD ${admin.escapeLiteral(password)}`)
  if (!(await isThere(admin, 'SELECT FROM pg_database WHERE datname = $1', database))) {
    const source = template === undefined ? '' : `TEMPLATE ${admin.escapeIdentifier(template)}`
    await admin.query(`CREATE DATABASE ${databaseName} OWNER ${roleName} ${source}`)
  }
  await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${databaseName} FROM PUBLIC`)
  await admin.query(`ALTER DATABASE ${databaseName} OWNER TO ${roleName}`)
}

async function isThere(admin: Client, query: string, name: string): Promise<boolean> {
  return (await admin.query(query, [name])).rowCount === 1
}
