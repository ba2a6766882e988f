import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { readEnvironment } from '../environment.js'
import { safeText } from '../explain/in-words.js'
import { askCollector, type Shared } from './ask-collector.js'
import { Failure } from './failure.js'
import { readRecipients, type Recipient } from './recipients.js'
import { renderTable } from './render-table.js'
import type { Terminal } from './terminal.js'

const EXAMPLES = `
It asks a running collector, by the secret key of the site: that of TAMTAM_SECRET_KEYS, or --key-file. A recipient is an
address, or a name and an address as in "Ada Lovelace <ada@example.org>"; in a file there is one a line. Gong hears of the
share where the site has engagementCalls; the links are made in any case.

Examples:
  tamtam share --site acme-www --url https://www.acme.com/offers/7 --to ada@example.org
  tamtam share --site acme-www --url https://www.acme.com/offers/7 --to-file people.txt --subject "Our offer" --from sam@acme.com`

interface Options {
  site: string
  url: string
  to?: string[]
  toFile?: string
  title?: string
  subject?: string
  body?: string
  from?: string
  fromName?: string
  collector?: string
  keyFile?: string
  json?: boolean
}

/** `tamtam share`: tells of content that is sent to people, and makes a tracked link for each of them. */
export function addShare(program: Command, terminal: Terminal): void {
  program
    .command('share')
    .description('share a page with people: a tracked link for each, and a report to Gong')
    .requiredOption('--site <siteId>', 'the site whose page it is')
    .requiredOption('--url <url>', "the page's address")
    .option('--to <email...>', 'whom it is sent to; up to 100')
    .option('--to-file <file>', 'the same from a file, one a line')
    .option(
      '--title <title>',
      'what sellers read of the page, instead of what its rule or its path says',
    )
    .option('--subject <words>', "the message's subject")
    .option('--body <words>', 'the message itself; HTML is allowed')
    .option('--from <email>', 'the address of whoever sends it')
    .option('--from-name <name>', 'their name')
    .option('--collector <url>', 'where the collector is; on this machine, at PORT, by default')
    .option('--key-file <file>', "a file with the site's secret key, instead of TAMTAM_SECRET_KEYS")
    .option('--json', 'print JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => {
      const misuse = (words: string): never => command.error(`error: ${words}`, { exitCode: 2 })
      return share(options, { misuse, terminal })
    })
}

async function share(
  options: Options,
  { misuse, terminal }: { misuse: (words: string) => never; terminal: Terminal },
): Promise<void> {
  const { site, json } = options
  const recipients = readRecipients(options, misuse)
  const environment = readEnvironment(terminal.env)
  if (environment.kind === 'faults') throw new Failure(environment.faults.join('\n'))
  const { PORT, TAMTAM_SECRET_KEYS = '' } = environment.variables
  const shared = await askCollector({
    collector: options.collector ?? `http://127.0.0.1:${PORT}`,
    key: keyOf(site, { keys: TAMTAM_SECRET_KEYS, keyFile: options.keyFile }),
    body: bodyOf(options, recipients),
  })
  terminal.print(
    json
      ? JSON.stringify({ ...shared, links: withRecipients(shared, recipients) }, null, 2)
      : inWords(shared, { site, recipients }),
  )
}

function bodyOf(options: Options, recipients: readonly Recipient[]): object {
  const { site, url, title, subject, body, from, fromName } = options
  return {
    siteId: site,
    url,
    title,
    ...((from ?? fromName) !== undefined && { sharer: { email: from, name: fromName } }),
    ...((subject ?? body) !== undefined && { message: { subject, body } }),
    recipients: recipients.map((person) => ({ person })),
  }
}

/** The first of the site's keys, never said by a command line, which others on the machine can read. */
function keyOf(site: string, { keys, keyFile }: { keys: string; keyFile: string | undefined }) {
  const text = keyFile === undefined ? keys : readKeyFile(keyFile)
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const [only, ...others] = words
  // A file may have the key alone: none has a colon.
  if (keyFile !== undefined && only !== undefined && others.length === 0 && !only.includes(':')) {
    return only
  }
  const key = words.find((pair) => pair.startsWith(`${site}:`))?.slice(site.length + 1)
  if (key) return key
  throw new Failure(
    keyFile === undefined
      ? `TAMTAM_SECRET_KEYS: expected a pair ${site}:key, got none for this site: set it, or name a file by --key-file`
      : `--key-file: expected the key of ${site}, or a pair ${site}:key, got neither`,
  )
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Failure(`--key-file: expected a file that can be read: ${String(cause)}`, { cause })
  }
}

function withRecipients({ links }: Shared, recipients: readonly Recipient[]) {
  // Answered in the order in which they were asked for.
  return links.map((link, index) => ({ ...recipients[index], ...link }))
}

function inWords(
  shared: Shared,
  { site, recipients }: { site: string; recipients: readonly Recipient[] },
): string {
  const rows = withRecipients(shared, recipients).map(({ email = '', link, expiresAt }) => [
    safeText(email),
    safeText(link),
    safeText(expiresAt.slice(0, 10)),
  ])
  const told = shared.reported
    ? 'Gong is told of it'
    : `Gong is not told of it, since ${site} has no engagementCalls`
  return [
    renderTable([['recipient', 'link', 'until'], ...rows]),
    `Share ${safeText(shared.shareId)}: ${told}.`,
  ].join('\n')
}
