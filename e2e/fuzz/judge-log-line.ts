import { z } from 'zod'

/** C0, DEL and C1: what a terminal may obey. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F]/

/** Pino's number for what went wrong in the collector itself. */
const ERROR_LEVEL = 50

const logLine = z.looseObject({ level: z.number(), msg: z.string() })

/** What is wrong with a line of the collector's log, in words: each is one JSON object, and none tells of a fault of ours. */
export function judgeLogLine(line: string): string[] {
  if (CONTROL.test(line)) return [`a log line has a raw control character: ${JSON.stringify(line)}`]
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return [`a log line is no JSON: ${line}`]
  }
  const parsed = logLine.safeParse(json)
  if (!parsed.success) return [`a log line is no fact: ${line}`]
  return parsed.data.level >= ERROR_LEVEL ? [`the log tells of an error: ${line}`] : []
}
