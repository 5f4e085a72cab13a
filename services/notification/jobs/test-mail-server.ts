/** A mail server for tests that can be told to misbehave. It speaks as much SMTP as it takes to be handed a letter. */
import { type AddressInfo, createServer, type Socket } from 'node:net'

export type Behaviour = 'accepts' | 'refuses' | 'breaks off' | 'breaks off after the letter' | 'hangs'

export async function startMailServer() {
  const state = { behaviour: 'accepts' as Behaviour, received: [] as string[] }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)))
    if (state.behaviour !== 'hangs') speak(socket)
  })

  function speak(socket: Socket) {
    let letter: string | undefined
    let heard = ''
    const say = (line: string) => socket.write(`${line}\r\n`)
    say('220 test')
    socket.on('data', (chunk) => {
      heard += chunk
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end)
        heard = heard.slice(end + 2)
        if (letter === undefined) answer(line)
        else if (line !== '.') letter += `${line}\n`
        else {
          state.received.push(letter)
          letter = undefined
          if (state.behaviour === 'breaks off after the letter') socket.destroy()
          else say('250 taken')
        }
      }
    })
    function answer(line: string) {
      if (line.startsWith('QUIT')) socket.end('221 bye\r\n')
      else if (line.startsWith('MAIL') && state.behaviour === 'breaks off') socket.destroy()
      else if (line.startsWith('RCPT') && state.behaviour === 'refuses') say('451 come back later')
      else if (line.startsWith('DATA')) {
        letter = ''
        say('354 go on')
      } else say('250 fine')
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const disconnect = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How it behaves from now on, and the letters that it was handed. */
    state,
    disconnect,
    close() {
      disconnect()
      server.close()
    },
  }
}
