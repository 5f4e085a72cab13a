import { type Logger, pino } from 'pino'

export type Log = Logger

/** JSON lines on standard output with the service's name; `level` is silent, error, warn, info or debug. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination as never)
}
