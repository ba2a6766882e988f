import { pino } from 'pino'
import type { Logger } from './logger.js'

export type LogLine = Record<string, unknown>

/** A real logger whose lines can be read back. */
export function createTestLogger(): { logger: Logger; lines: LogLine[] } {
  const lines: LogLine[] = []
  // Written by pino one object a line.
  const write = (line: string): number => lines.push(JSON.parse(line) as LogLine)
  return { logger: pino({ level: 'debug', base: null }, { write }), lines }
}
