import { CommanderError } from 'commander'
import { ConfigError } from '../config.js'
import { createProgram } from './create-program.js'
import { Failure, SilentFailure } from './failure.js'
import type { Terminal } from './terminal.js'

export const EXIT = { fine: 0, failed: 1, misuse: 2 } as const

/** What a failure is to programs: `--json` prints it as `{ error, message }` on standard error. */
type Fault = 'misuse' | 'configuration' | 'failed' | 'internal'

/** Runs a command line, without the program's name. Resolves to the exit code; what there is to say is said. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const asJson = isJsonAsked(args)
  const warn = (error: Fault, message: string): void =>
    terminal.warn(asJson ? JSON.stringify({ error, message }) : message)
  try {
    await createProgram(terminal, { isMisuseSaid: !asJson }).parseAsync(args, { from: 'user' })
    return EXIT.fine
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.fine
      // For people its words are said by then.
      if (asJson) warn('misuse', error.message.replace(/^error: /, ''))
      return EXIT.misuse
    }
    if (!(error instanceof SilentFailure)) warn(kindOf(error), explainFault(error))
    return EXIT.failed
  } finally {
    terminal.progress(null)
  }
}

/** Also where the rest of the command line is wrong. */
function isJsonAsked(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).includes('--json')
}

function kindOf(error: unknown): Fault {
  if (error instanceof ConfigError) return 'configuration'
  return error instanceof Failure ? 'failed' : 'internal'
}

/** What an operator can act on is said in its words; anything else is ours and shows where it came from. */
function explainFault(error: unknown): string {
  if (error instanceof Failure || error instanceof ConfigError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
