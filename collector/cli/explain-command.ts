import type { Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { explain } from '../explain/explain.js'
import { explainNowhere } from '../explain/nowhere.js'
import { findRows } from '../explain/find-rows.js'
import { safeText } from '../explain/in-words.js'
import { renderExplanation } from '../explain/render.js'
import { renderNowhere } from '../explain/render-nowhere.js'
import { lookIntoSpool } from '../store/spool/look-into-spool.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import { SilentFailure } from './failure.js'
import { readStore, spoolPathOf } from './open-data-to-read.js'
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
      if (id.includes('@')) command.error(`error: ${notAnId(id)}`, { exitCode: 2 })
      return explainId(id.trim(), options, terminal)
    })
}

/** An address is what somebody who is asked about a person has at hand. */
function notAnId(text: string): string {
  return `expected an event's id, an interaction's number or its eventId at Gong, got ${JSON.stringify(safeText(text))}: tamtam preview and tamtam dead list show whose each interaction is`
}

async function explainId(id: string, { site, json }: Options, terminal: Terminal): Promise<void> {
  const config = readConfig(terminal.env)
  const siteIds = [...new Set([...config.sites.map(({ siteId }) => siteId), ...site])]
  const sites = new Map(config.sites.map((each) => [each.siteId, each]))
  await readStore(config, async (verbs) => {
    const found = await findRows(verbs, { id, siteIds })
    if (found.length === 0) return sayNowhere(verbs, { id, siteIds, json, config, terminal })
    const installationId = await verbs.readInstallationId()
    const { companyName, links } = config
    const maxLinkBrowsers = links.maxBrowsers
    const setting = { companyName, sites, installationId, maxLinkBrowsers }
    const explanations = found.map((rows) => explain(rows, setting))
    terminal.print(
      json
        ? JSON.stringify({ explanations }, null, 2)
        : explanations.map(renderExplanation).join('\n\n\n'),
    )
  })
}

interface Asked {
  id: string
  siteIds: string[]
  json: boolean | undefined
  config: Config
  terminal: Terminal
}

async function sayNowhere(verbs: ReadVerbs, asked: Asked): Promise<never> {
  const { id, siteIds, json, config, terminal } = asked
  const nowhere = explainNowhere({
    id,
    siteIds,
    retention: config.retention,
    spool: lookIntoSpool(spoolPathOf(config), `"${id}`),
    oldestReceivedAtMs: await verbs.readOldestReceived(),
    drops: await verbs.countDrops(siteIds),
  })
  if (json) terminal.print(JSON.stringify(nowhere, null, 2))
  else terminal.warn(renderNowhere(nowhere, terminal.clock()))
  throw new SilentFailure()
}
