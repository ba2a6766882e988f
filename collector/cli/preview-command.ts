import type { Command } from 'commander'
import { readConfig } from '../config.js'
import type { ExplainSetting } from '../explain/explain.js'
import { explainRequest } from '../explain/explain-request.js'
import { safeText, timeInWords } from '../explain/in-words.js'
import type { InteractionRecord } from '../store/records.js'
import { wholeNumber } from './number-option.js'
import { readStore } from './open-data-to-read.js'
import { renderTable } from './render-table.js'
import type { Terminal } from './terminal.js'

interface Options {
  limit: number
  json?: boolean
}

const EXAMPLES = `
Only what has been quiet for long enough and has its person is listed: tamtam explain says of anything else why it is not.

Examples:
  tamtam preview
  tamtam preview --limit 1000 --json | jq .interactions[].call`

/** `tamtam preview`: the calls that are waiting to be made. */
export function addPreview(program: Command, terminal: Terminal): void {
  program
    .command('preview')
    .description('list the interactions that wait to be sent to Gong, and send nothing')
    .option('--limit <n>', 'how many', wholeNumber(1, 100_000), 50)
    .option('--json', 'print JSON for programs, with each call as it would be made')
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => preview(options, terminal))
}

async function preview({ limit, json }: Options, terminal: Terminal): Promise<void> {
  const { sites, companyName, ...place } = readConfig(terminal.env)
  const records = await readStore(place, (verbs) => verbs.readPending(limit))
  const setting = { companyName, sites: new Map(sites.map((site) => [site.siteId, site])) }
  if (json) {
    const interactions = records.map((record) => briefly(record, setting))
    return terminal.print(JSON.stringify({ interactions }, null, 2))
  }
  if (records.length === 0) return terminal.print('Nothing waits to be sent.')
  const rows = records.map((record) => [
    timeInWords(record.firstOccurredAtMs),
    safeText(record.laneKey ?? ''),
    record.assurance ?? '',
    record.priority,
    safeText(record.content?.eventType ?? record.kind),
    safeText(record.content?.title ?? ''),
    String(record.interactionId),
  ])
  terminal.print(renderTable([HEADER, ...rows]))
}

const HEADER = ['happened', 'person', 'known by', 'priority', 'what', 'title', 'number']

function briefly(
  record: InteractionRecord,
  setting: Pick<ExplainSetting, 'companyName' | 'sites'>,
) {
  const { interactionId, laneKey, assurance, priority, attempts } = record
  const request = explainRequest(record, { ...setting, decision: null })
  return { interactionId, laneKey, assurance, priority, attempts, ...request }
}
