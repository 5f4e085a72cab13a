/** A process of the book that dies in the middle of an event: `node follower-process.testing.ts <which event> <till> <book>`. */
import { processEnvironment } from '../config.ts'
import { openDatabase } from '../database/pool.ts'
import { createLog } from '../log.ts'
import { untraced } from '../tracing.ts'
import { engineBy } from './choosing.ts'
import { type BookContext, enter, till } from './conformance-book.testing.ts'
import { consumer } from './consumer.ts'
import { openFeed } from './feed.ts'

const [event, tillUrl, bookUrl] = process.argv.slice(2) as [string, string, string]
const log = createLog('silent')
const feed = openFeed(openDatabase(tillUrl, { connections: 2, log, name: 'till' }), 'till')
const db = openDatabase(bookUrl, { connections: 2, log, name: 'book' })
let taken = 0

const engine = await engineBy(processEnvironment(), log)
engine.follow<BookContext>({
  service: 'book',
  source: 'till',
  consumers: [
    consumer(till, 'till.paid.v1', async (...given: Parameters<typeof enter>) => {
      await enter(...given)
      taken += 1
      if (taken === Number(event)) process.kill(process.pid, 'SIGKILL')
    }),
  ],
  db,
  log,
  context: { db, wake: () => {} },
  spans: untraced.of('test'),
  redeliver: () => 0,
  read: (after, limit, wait) => feed.read({ after, limit, wait }),
})
