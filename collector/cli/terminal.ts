import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Environment } from '../environment.js'
import { systemClock, type Clock } from '../lib/clock.js'

/** What a command reads and says beside its arguments; tests give their own. */
export interface Terminal {
  env: Environment
  clock: Clock
  /** A result, on standard output. */
  print(text: string): void
  /** A result in pieces, on standard output, no faster than whoever reads it. */
  stream(pieces: AsyncIterable<string>): Promise<void>
  /** A fault or a note, on standard error. */
  warn(text: string): void
  /** How far long work is, in place of what it last said; null takes it away. Said to people only. */
  progress(text: string | null): void
  /** Whether what is printed goes to a screen, where pictures help. */
  isScreen: boolean
  /** Asks whoever sits there, where only "y" and "yes" are a yes. Null when nobody does. */
  confirm(question: string): Promise<boolean | null>
  /** What whoever sits there types, without what surrounds it; empty at the end of the input. Null when nobody does. */
  ask(question: string): Promise<string | null>
}

/** Goes to the start of the line and clears it: https://man7.org/linux/man-pages/man4/console_codes.4.html */
const START_OF_LINE = '\r\u001B[2K'

/** That of the process. Progress is for a terminal, and silent in logs and pipes. */
export function openTerminal(): Terminal {
  const { stdout, stderr, env } = process
  let isShown = false
  const progress = (text: string | null): void => {
    if (!stderr.isTTY || (text === null && !isShown)) return
    stderr.write(`${START_OF_LINE}${text ?? ''}`)
    isShown = text !== null
  }
  return {
    env,
    clock: systemClock,
    print(text) {
      progress(null)
      stdout.write(`${text}\n`)
    },
    async stream(pieces) {
      for await (const piece of pieces) {
        if (stdout.isTTY) progress(null)
        if (!stdout.write(piece)) await once(stdout, 'drain')
      }
    },
    warn(text) {
      progress(null)
      stderr.write(`${text}\n`)
    },
    progress,
    isScreen: stdout.isTTY,
    async confirm(question) {
      progress(null)
      if (!process.stdin.isTTY || !stderr.isTTY) return null
      return /^y(es)?$/i.test(await ask(`${question} [y/N]`))
    },
    async ask(question) {
      progress(null)
      return process.stdin.isTTY && stderr.isTTY ? ask(question) : null
    },
  }
}

/** The end of the input, by Ctrl-D, is nothing typed. */
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  return new Promise((resolve) => {
    lines.once('close', () => resolve(''))
    // As without it: the shell hears of the interruption.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'))
    lines.question(`${question} `, (answer) => {
      resolve(answer.trim())
      lines.close()
    })
  })
}
