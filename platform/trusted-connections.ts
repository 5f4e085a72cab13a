/** TLS between services: each shows a certificate of the shop's own authority, and asks for the other's. */
import type { FastifyInstance } from 'fastify'
import { buildConnector } from 'undici'
import { type Certificate, openCertificate, type Pem } from './certificate.ts'
import { type Config, optionalText } from './config.ts'
import { fail } from './errors.ts'
import type { Log } from './log.ts'
import { type Connect, pinnedTo } from './transport/replica.ts'
import { quick } from './transport/settings.ts'

export const serviceTlsSettings = {
  tlsCert: optionalText('SERVICE_TLS_CERT', 'the file of the certificate that services show each other'),
  tlsKey: optionalText('SERVICE_TLS_KEY', 'the file of its key'),
  tlsCa: optionalText('SERVICE_TLS_CA', 'the file of the authority whose certificates services believe'),
}

/** @throws where a file is missing, or not all of the three are named */
export function openServiceCertificate({ tlsCert, tlsKey, tlsCa }: Config<typeof serviceTlsSettings>, log: Log) {
  return openCertificate(
    {
      cert: { variable: 'SERVICE_TLS_CERT', file: tlsCert },
      key: { variable: 'SERVICE_TLS_KEY', file: tlsKey },
      ca: { variable: 'SERVICE_TLS_CA', file: tlsCa },
    },
    log,
  )
}

/** Its health may be asked by everybody, such as Kubernetes, which has no certificate; nothing else may. */
export function refuseStrangers(app: FastifyInstance) {
  app.addHook('onRequest', (request, _reply, done) => {
    const { authorized } = request.raw.socket as { authorized?: boolean }
    if (authorized || request.url.startsWith('/health/')) return done()
    done(fail('not_allowed', 'Show a certificate of the shop’s own authority.'))
  })
}

/** Connections that show the certificate, and believe whoever has one for the name that is called. */
export function connectTrusted(certificate: Certificate): Connect {
  return (place) => {
    let pem: Pem | undefined
    let connector: ReturnType<typeof buildConnector> | undefined
    return (options, done) => {
      if (connector === undefined || pem !== certificate.current()) {
        pem = certificate.current()
        connector = buildConnector({ ...pem, timeout: quick, allowH2: false, ...pinnedTo(place) })
      }
      connector(options, done)
    }
  }
}
