import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { safeText } from '../explain/in-words.js'
import { renderExplanation } from '../explain/render.js'
import { renderNowhere } from '../explain/render-nowhere.js'
import { isAddress, readExplanation } from '../operate/read-explanation.js'
import { SilentFailure } from './failure.js'
import { readStore } from './open-data-to-read.js'
import type { Terminal } from './terminal.js'

interface Options {
  site: string[]
  json?: boolean
}

const EXAMPLES = `
An id is an event's, as the page made it (tamtam('debug') shows it), an interaction's number, or the eventId by which
Gong knows an interaction. What is printed holds what visitors have said of themselves.

Examples:
  tamtam explain 3610bf88-10eb-5aa9-98e0-7ae7af6087ac
  tamtam explain 1207 --json | jq .explanations[0].interaction.request.call`

/** `tamtam explain`: why an event or an interaction came to what it came to. */
export function addExplain(program: Command, terminal: Terminal): void {
  program
    .command('explain')
    .description('say what became of an event or an interaction, and why')
    .argument('<id>', "an event's id, an interaction's number, or its eventId at Gong")
    .option('--site <siteId...>', 'look on these sites too, which have left the configuration', [])
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((id: string, options: Options, command: Command) => {
      if (isAddress(id)) command.error(`error: ${notAnId(id)}`, { exitCode: 2 })
      return explainId(id.trim(), options, terminal)
    })
}

/** An address is what somebody who is asked about a person has at hand. */
function notAnId(text: string): string {
  return `expected an event's id, an interaction's number or its eventId at Gong, got ${JSON.stringify(safeText(text))}: tamtam preview and tamtam dead list show whose each interaction is`
}

async function explainId(id: string, { site, json }: Options, terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.env)
  const answer = await readStore(config, (verbs) =>
    readExplanation(verbs, config, { id, otherSiteIds: site }),
  )
  const isNowhere = 'kind' in answer
  if (json) terminal.print(JSON.stringify(answer, null, 2))
  else if (isNowhere) terminal.warn(renderNowhere(answer, terminal.clock()))
  else terminal.print(answer.explanations.map(renderExplanation).join('\n\n\n'))
  if (isNowhere) throw new SilentFailure()
}
