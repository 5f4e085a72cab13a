/** A certificate in files, read again when they change, so that it can be renewed without a restart. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Log } from './log.ts'

/** The file, with the variable that names it. */
export type NamedFile = { variable: string; file: string | undefined }
export type Pem = { cert: Buffer; key: Buffer; ca?: Buffer }

export type Certificate = {
  current(): Pem
  /** Told each time that it was renewed. */
  onChange(listener: (pem: Pem) => void): void
  close(): void
}

/** How often the files are looked at, in milliseconds. */
const every = 1_000

/**
 * @param files all of them or none
 * @returns undefined where none is named
 * @throws naming what is missing or cannot be used
 */
export function openCertificate(
  files: { cert: NamedFile; key: NamedFile; ca?: NamedFile },
  log: Log,
): Certificate | undefined {
  const all = Object.values(files)
  const missing = all.filter(({ file }) => file === undefined)
  if (missing.length === all.length) return undefined
  if (missing.length > 0)
    throw new Error(
      `${namesOf(missing)} must be set too: ${namesOf(all)} are files that belong together, or set none of them`,
    )
  const read = () => readPem(files)
  let pem = read()
  const listeners: ((pem: Pem) => void)[] = []
  const renew = () => {
    try {
      pem = read()
    } catch (error) {
      // The second of two files may be on its way; until then the one before counts.
      return log.warn({ err: error }, 'a changed certificate cannot be used; the one before stays')
    }
    for (const listener of listeners) listener(pem)
    return log.info({ file: files.cert.file }, 'the certificate was renewed')
  }
  for (const { file } of all) watchFile(file as string, { interval: every, persistent: false }, renew)
  return {
    current: () => pem,
    onChange: (listener) => listeners.push(listener),
    close() {
      for (const { file } of all) unwatchFile(file as string, renew)
    },
  }
}

function readPem({ cert, key, ca }: { cert: NamedFile; key: NamedFile; ca?: NamedFile }): Pem {
  const pem = { cert: readNamed(cert), key: readNamed(key), ...(ca === undefined ? {} : { ca: readNamed(ca) }) }
  try {
    createSecureContext(pem)
  } catch (error) {
    throw new Error(`${cert.variable} and ${key.variable} are no certificate and its key: ${(error as Error).message}`)
  }
  return pem
}

function readNamed({ variable, file }: NamedFile) {
  try {
    return readFileSync(file as string)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Error(`${variable}: ${isMissing ? `there is no file ${file}` : (error as Error).message}`)
  }
}

function namesOf(files: readonly NamedFile[]) {
  return files.map(({ variable }) => variable).join(', ')
}
