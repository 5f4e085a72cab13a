import { type Logger, pino } from 'pino'
import { currentIds } from './scope.ts'
import { scrub, scrubText } from './scrub.ts'

export type Log = Logger

/**
 * JSON lines on standard output: the service's name, the ids of the request and the span, and nothing that is personal or
 * secret. `level` is silent, error, warn, info or debug.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: currentIds,
      formatters: { log: (fields) => scrub(fields) as Record<string, unknown> },
      // Errors are reduced with all other fields.
      serializers: { err: (reduced) => reduced },
      hooks: { streamWrite: scrubText },
    },
    destination as never,
  )
}
