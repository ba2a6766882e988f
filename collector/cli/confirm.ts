import type { Command } from 'commander'
import { Failure } from './failure.js'
import type { Terminal } from './terminal.js'

/** Goes on when whoever asked means it: by --yes, or by saying so. Without a terminal nobody can be asked: misuse. */
export async function confirm(
  question: string,
  { yes, command, terminal }: { yes: boolean | undefined; command: Command; terminal: Terminal },
): Promise<void> {
  if (yes) return
  const answer = await terminal.confirm(question)
  if (answer === null)
    command.error('error: --yes is needed where nobody can be asked', { exitCode: 2 })
  if (!answer) throw new Failure('nothing was done')
}
