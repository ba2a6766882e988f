import { CommanderError } from 'commander'
import { ConfigError } from '../config.js'
import { createProgram } from './create-program.js'
import { Failure, SilentFailure } from './failure.js'
import type { Terminal } from './terminal.js'

export const EXIT = { fine: 0, failed: 1, misuse: 2 } as const

/** Runs a command line, without the program's name. Resolves to the exit code; what there is to say is said. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(args, { from: 'user' })
    return EXIT.fine
  } catch (error) {
    // Its words, and help and version, are said by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.misuse
    if (!(error instanceof SilentFailure)) terminal.warn(explainFault(error))
    return EXIT.failed
  } finally {
    terminal.progress(null)
  }
}

/** What an operator can act on is said in its words; anything else is ours and shows where it came from. */
function explainFault(error: unknown): string {
  if (error instanceof Failure || error instanceof ConfigError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
