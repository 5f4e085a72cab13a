/** Certificates for tests, made by the openssl command where this machine has it. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Why tests with certificates cannot run here, or false. */
export const withoutOpenssl = /^OpenSSL [3-9]/.test(spawnSync('openssl', ['version']).stdout?.toString() ?? '')
  ? false
  : 'there is no openssl command here, or an old one'

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']

export type Authority = Awaited<ReturnType<typeof authority>>

/** An authority with a folder of its own. */
export async function authority() {
  const folder = await mkdtemp(join(tmpdir(), 'souk-certificates-'))
  const at = (file: string) => join(folder, file)
  await run('openssl', ['req', '-x509', ...curve, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Souk'])
  return {
    ca: at('ca.pem'),
    /** @returns the files of a certificate for this name and this machine; an earlier one of the same name is replaced */
    async issue(name: string) {
      const [key, cert] = [at(`${name}.key`), at(`${name}.pem`)]
      await run('openssl', [
        ...['req', '-x509', ...curve, '-keyout', `${key}.new`, '-out', `${cert}.new`, '-subj', `/CN=${name}`],
        ...['-CA', at('ca.pem'), '-CAkey', at('ca.key')],
        ...['-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`],
        ...['-addext', 'basicConstraints=critical,CA:FALSE'],
      ])
      await rename(`${key}.new`, key)
      await rename(`${cert}.new`, cert)
      return { key, cert }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
