/** Hears the events of one partition, as a durable consumer of the stream; listens again when stream or consumer are gone. */
import { type ConsumerMessages, type JsMsg, jetstream } from '@nats-io/jetstream'
import type { Log } from '../log.ts'
import type { Nats } from './nats.ts'
import { pause } from './pause.ts'
import { decode, ensureConsumer, ensureStream, type Streams } from './stream.ts'
import type { Arrived } from './waiting.ts'

type Which = { source: string; service: string; partition: number; streams: Streams }
type Hearing = {
  heard(arrived: Arrived): void
  /** Events may have been left behind: in the hands of somebody who has gone, or with a stream that was lost. */
  leftBehind(): void
}

/** Events that are given back come to the next one after so many milliseconds. */
const givenBackAfter = 50
/** So many messages are asked for ahead. */
const ahead = 400

/** @returns what ends it */
export function listen(which: Which, nats: Nats, log: Log, hearing: Hearing): () => void {
  const stopping = new AbortController()
  const { signal } = stopping
  const { source, service, partition } = which
  let messages: ConsumerMessages | undefined

  function hear(message: JsMsg) {
    if (signal.aborted) return message.nak(givenBackAfter)
    try {
      hearing.heard({
        ...decode(message),
        acknowledge: () => message.ack(),
        giveBack: () => message.nak(givenBackAfter),
      })
    } catch (error) {
      log.error(
        { err: error, subject: message.subject },
        'a message in the stream is no event of ours; passing it over',
      )
      message.term()
    }
  }

  async function run() {
    let isAgain = false
    for (let failures = 0; !signal.aborted; ) {
      try {
        const connection = await nats.connection(signal)
        const info = await nats.unlessLost(
          ensureStream(connection, source, which.streams).then(() =>
            ensureConsumer(connection, which.streams, source, service, partition),
          ),
        )
        if (isAgain || info.num_ack_pending > 0) hearing.leftBehind()
        isAgain = true
        if (signal.aborted) return
        const heard = await jetstream(connection).consumers.getConsumerFromInfo(info).consume({
          max_messages: ahead,
          callback: hear,
        })
        messages = heard
        if (signal.aborted) return heard.stop()
        failures = 0
        void stopWhenGone(heard)
        await nats.unlessLost(heard.closed())
      } catch (error) {
        messages?.stop()
        if (signal.aborted) return
        failures += 1
        log[failures > 3 && nats.isUp() ? 'warn' : 'debug'](
          { err: error, source, partition },
          'cannot listen to a stream now; trying again',
        )
        await pause(Math.min(2 ** failures * 25, 1_000), signal)
      }
    }
  }

  void run()
  return () => {
    stopping.abort()
    messages?.stop()
  }
}

/** Where the server has forgotten stream or consumer, asking on is in vain: they are to be made again. */
async function stopWhenGone(messages: ConsumerMessages) {
  const gone = ['consumer_not_found', 'consumer_deleted', 'stream_not_found']
  for await (const { type } of messages.status()) if (gone.includes(type)) messages.stop()
}
