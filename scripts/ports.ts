import { createServer } from 'node:net'

/**
 * Ports of 127.0.0.1 that nobody listens on. They lie below those that systems give to outgoing connections, so that none is
 * taken while its process is dead.
 */
export async function freePorts(count: number) {
  const ports = new Set<number>()
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 1_000) throw new Error('no free ports of 127.0.0.1 were found between 12000 and 32000')
    const port = 12_000 + Math.floor(Math.random() * 20_000)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

function isFree(port: number) {
  return new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.on('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
