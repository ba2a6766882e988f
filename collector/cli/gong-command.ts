import { setTimeout as sleep } from 'node:timers/promises'
import { Option, type Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { hideSignIn } from '../doctor/hide-sign-in.js'
import { integrationSettingsInWords } from '../doctor/integration-settings-in-words.js'
import { openCaller } from '../doctor/open-caller.js'
import { openDatabase } from '../doctor/open-database.js'
import { callWithPermit, type CallResult } from '../doctor/permitted-call.js'
import { safeText } from '../explain/in-words.js'
import { integrationSettings, type IntegrationSettings } from '../gong/integration-settings.js'
import { Failure, SilentFailure } from './failure.js'
import { withTemporaryFolder } from './simulate/with-temporary-folder.js'
import type { Terminal } from './terminal.js'

type Setting = IntegrationSettings['integrationTypeSettings'][number]

const TYPES: readonly Setting['integrationType'][] = ['EMAIL_COMPOSER', 'ACCOUNT_PAGES', 'DIALER']

interface Options {
  type: Setting['integrationType'][]
  allowOrigin: string[]
  json?: boolean
}

const EXAMPLES = `
One --type goes with every --allow-origin; several go with one each, in order. It takes one of the day's calls to Gong,
and the key needs the scope api:integration-settings:write.

Examples:
  tamtam gong integration-settings --type EMAIL_COMPOSER --allow-origin https://content.example.com
  tamtam gong integration-settings --type DIALER --allow-origin https://a.example --type ACCOUNT_PAGES --allow-origin https://b.example`

/** `tamtam gong …`: what is set up at Gong by a call, and is no event. */
export function addGong(program: Command, terminal: Terminal): void {
  const type = new Option('--type <type...>', 'the part of Gong that may hold the frame')
  program
    .command('gong')
    .description('set up things at Gong')
    .command('integration-settings')
    .description("let frames of a website's origin into a part of Gong")
    .addOption(type.choices(TYPES).makeOptionMandatory())
    .requiredOption('--allow-origin <url...>', 'the origin, such as https://example.com')
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => {
      const misuse = (words: string): never => command.error(`error: ${words}`, { exitCode: 2 })
      return sendSettings(settingsOf(options, misuse), options, terminal)
    })
}

type Misuse = (words: string) => never

function settingsOf({ type, allowOrigin }: Options, misuse: Misuse): IntegrationSettings {
  const [only] = type
  if (type.length > 1 && type.length !== allowOrigin.length) {
    return misuse('expected one --type for all origins, or one for each --allow-origin')
  }
  const integrationTypeSettings = allowOrigin.map((allowedOrigin, index) => ({
    integrationType: type.length > 1 ? type[index] : only,
    allowedOrigin,
  }))
  const parsed = integrationSettings.safeParse({ integrationTypeSettings })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const [, index] = issue?.path ?? []
  return misuse(`--allow-origin: ${issue?.message}, got "${allowOrigin[Number(index)]}"`)
}

async function sendSettings(
  body: IntegrationSettings,
  { json }: Options,
  terminal: Terminal,
): Promise<void> {
  const config = readConfig(terminal.env)
  const hide = (text: string): string => hideSignIn(text, config.gong)
  const result = await callGong(body, config)
  if (result.kind === 'not made') {
    throw new Failure(`nothing was sent: ${result.verdict.found}\nnext: ${result.verdict.next}`)
  }
  const { answer } = result
  const read = integrationSettingsInWords(answer, config.gong?.kind ?? 'key')
  if (json) {
    const status = answer.kind === 'answer' ? answer.status : null
    const errors = answer.kind === 'answer' ? answer.errors : []
    terminal.print(hide(JSON.stringify({ ...body, ...read, status, errors }, null, 2)))
    if (read.kind === 'refused') throw new SilentFailure()
    return
  }
  if (read.kind === 'refused') {
    const words = safeText(hide(read.words))
    throw new Failure(`Gong has not taken it. ${words}\nnext: ${read.next}`)
  }
  const lines = body.integrationTypeSettings.map(
    ({ integrationType, allowedOrigin }) =>
      `${integrationType} may hold frames of ${allowedOrigin}`,
  )
  terminal.print([...lines, `requestId ${read.requestId ?? 'none'}`].join('\n'))
}

/** As doctor calls: with the collector's sign-in, and counted among its calls. */
async function callGong(body: IntegrationSettings, config: Config): Promise<CallResult> {
  return withTemporaryFolder('tamtam-gong-', async (scratchDir) => {
    const database = await openDatabase(config, scratchDir)
    try {
      const opened = openCaller(config, database, { fetch, wait: sleep })
      if (opened.kind === 'none') {
        throw new Failure(`nothing was sent: ${opened.found}\nnext: ${opened.next}`)
      }
      const { caller } = opened
      const call = { name: 'integration-settings', body } as const
      return await callWithPermit(caller, () => caller.client.send(call))
    } finally {
      await database.store?.close()
    }
  })
}
