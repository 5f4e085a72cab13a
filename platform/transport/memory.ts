import type { Send } from '../call.ts'

/** To services in this process: the same encoded request, handed over without a socket. */
export function memoryTransport(hosted: ReadonlyMap<string, Send>): Send {
  return (request) => {
    const send = hosted.get(request.service)
    if (send === undefined) throw new Error(`${request.service}-service is not hosted in this process`)
    return send(request)
  }
}
