import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { readStore } from './open-data-to-read.js'
import { readQuota } from '../operate/read-quota.js'
import { renderQuota } from './quota/render-quota.js'
import type { Terminal } from './terminal.js'

const EXAMPLES = `
The budget is that part of Gong's daily quota which the configuration allows (budget.share), in any 24 hours. A part is
of a priority and the lower ones together. Each but high priority is released through the business day, a quarter of it
at the close before. The forecast goes by the calls of the last hour.

Examples:
  tamtam quota
  tamtam quota --json | jq .forecast`

/** `tamtam quota`: what of the budget is spent, what waits for it, and what becomes of it. */
export function addQuota(program: Command, terminal: Terminal): void {
  program
    .command('quota')
    .description("say what of the day's budget is spent, what waits, and when there is no room")
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: { json?: boolean }) => sayQuota(options, terminal))
}

async function sayQuota({ json }: { json?: boolean }, terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.env)
  const nowMs = terminal.clock()
  const quota = await readStore(config, (verbs) => readQuota(verbs, config, nowMs))
  terminal.print(
    json ? JSON.stringify(quota, null, 2) : renderQuota(quota, { withPicture: terminal.isScreen }),
  )
}
