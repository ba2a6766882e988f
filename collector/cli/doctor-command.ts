import { setTimeout as sleep } from 'node:timers/promises'
import { InvalidArgumentError, type Command } from 'commander'
import { renderCheck, renderCount } from '../doctor/render-check.js'
import { runDoctor } from '../doctor/run-doctor.js'
import { email } from '../gong/field.js'
import { confirm } from './confirm.js'
import { SilentFailure } from './failure.js'
import { withTemporaryFolder } from './simulate/with-temporary-folder.js'
import type { Terminal } from './terminal.js'

interface Options {
  send?: string
  yes?: boolean
  json?: boolean
}

const EXAMPLES = `
Run it with the collector's variables, as the collector's user, before the first start or beside a running collector.
It takes two of the day's calls to Gong, one more where a site has engagementCalls, and one more with --send. When Gong
lets us in again after a 401 or a 403, it also resumes delivery. Exit code 1: something failed.

Examples:
  tamtam doctor
  tamtam doctor --json | jq '.checks[] | select(.status == "fail")'
  tamtam doctor --send you@example.com`

/** `tamtam doctor`: whether a collector has all that it needs, and what to do where not. */
export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check configuration, disk, database, and whether Gong lets us in')
    .option(
      '--send <email>',
      'also send this person one interaction that says it is a test',
      address,
    )
    .option('--yes', 'send it without being asked')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => doctor(options, { command, terminal }))
}

function address(text: string): string {
  if (email.safeParse(text).success) return text
  throw new InvalidArgumentError('Expected an e-mail address.')
}

async function doctor(
  { send, yes, json }: Options,
  { command, terminal }: { command: Command; terminal: Terminal },
): Promise<void> {
  if (send !== undefined) {
    const question = `If all is well, send "Tamtam test" to ${send} at Gong? It cannot be taken back.`
    await confirm(question, { yes, command, terminal })
  }
  const { env, clock } = terminal
  const { checks, sent } = await withTemporaryFolder('tamtam-doctor-', (scratchDir) =>
    runDoctor({
      env,
      clock,
      scratchDir,
      fetch,
      wait: sleep,
      report: (check) => {
        if (!json) terminal.print(renderCheck(check))
      },
      sendTo: send ?? null,
    }),
  )
  const isWell = checks.every(({ status }) => status !== 'fail')
  terminal.print(json ? JSON.stringify({ isWell, checks, sent }, null, 2) : renderCount(checks))
  if (!isWell) throw new SilentFailure()
}
