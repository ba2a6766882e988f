import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { pass } from '../doctor/check.js'
import { hideSignIn } from '../doctor/hide-sign-in.js'
import { openCaller, type Caller } from '../doctor/open-caller.js'
import { ERASURE_PAGE, ERASURE_SCOPE, ERASURE_WORDS } from '../gong/data-privacy.js'
import { eraseAtGong } from '../operate/erase-at-gong.js'
import { erasePerson, planErase } from '../operate/erase-person.js'
import type { Whom } from '../operate/erase-whom.js'
import { unknownSite } from '../operate/unknown-site.js'
import type { Store } from '../store/store.js'
import { cliActor } from './actor.js'
import { confirm } from './confirm.js'
import { Failure, SilentFailure } from './failure.js'
import { readStore, spoolPathOf } from './open-data-to-read.js'
import { openStoreToChange } from './open-data-to-change.js'
import { alsoKnown, renderErasePlan, renderReceipt } from './render-receipt.js'
import type { Terminal } from './terminal.js'
import { addWhomOptions, whomOf, type WhomOptions } from './whom-options.js'

interface Options extends WhomOptions {
  alsoAtGong?: boolean
  confirmEmail?: string
  yes?: boolean
  json?: boolean
}

const EXAMPLES = `
All that the store has of one person goes: events, failed events, identities, links, interactions and attempts. A tombstone,
a hash that names nobody, keeps out what rests in spools or comes late from pages. What is found is said first, on standard
error; the receipt, which names nobody either, goes to standard output. It is safe beside running collectors.

With --also-at-gong Gong's own erasure of the address is asked for too, by one of the day's calls and the scope
${ERASURE_SCOPE}:
${ERASURE_WORDS.map((words) => `- ${words}`).join('\n')}
  ${ERASURE_PAGE}
It has to be confirmed twice: by yes, then by the address typed again (--yes and --confirm-email where nobody can be asked).

Examples:
  tamtam erase --email ada@example.org
  tamtam erase --email ada@example.org --yes --json > receipt.json
  tamtam erase --anonymous-id 0af7651916cd43dd8448eb211c80319c --site acme-www
  tamtam erase --email ada@example.org --also-at-gong --yes --confirm-email ada@example.org`

/** `tamtam erase`: removes one person's data, and says what it removed. */
export function addErase(program: Command, terminal: Terminal): void {
  addWhomOptions(
    program.command('erase').description("remove one person's data, and print a receipt of it"),
  )
    .option('--also-at-gong', "with --email: also ask for Gong's own erasure of the address")
    .option('--confirm-email <email>', 'the address once more, for --also-at-gong with --yes')
    .option('--yes', 'do not ask')
    .option('--json', 'print the receipt as JSON for programs')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => {
      const misuse = (words: string): never => command.error(`error: ${words}`, { exitCode: 2 })
      const whom = whomOf(options, misuse)
      return erase(whom, { ...options, gongEmail: emailAtGong(whom, options, misuse) }, command)
    })

  async function erase(
    whom: Whom,
    { yes, json, confirmEmail, gongEmail }: Options & { gongEmail: string | null },
    command: Command,
  ): Promise<void> {
    const config = readConfig(terminal.env)
    const store = await openStoreToChange(config, terminal)
    try {
      const wrong = await unknownSite({ config, store }, whom)
      if (wrong !== null) command.error(`error: --site: ${wrong}`, { exitCode: 2 })
      // Before anything is erased: what cannot be asked for is no half done.
      const caller = gongEmail === null ? null : callerOf(config, store)
      const onProgress = (read: number): void =>
        terminal.progress(`looking through failed events: ${read.toLocaleString('en-US')}`)
      if (!(yes && json)) {
        terminal.progress('looking')
        const plan = await readStore(config, (verbs) => planErase(verbs, whom, { onProgress }))
        terminal.warn(renderErasePlan(plan))
      }
      if (caller) terminal.warn(['', ...ERASURE_WORDS, ERASURE_PAGE, ''].join('\n'))
      const where = caller ? 'here and at Gong' : 'here'
      const question = `Erase them ${where}? It cannot be taken back.`
      await confirm(question, { yes, command, terminal })
      if (gongEmail !== null && confirmEmail === undefined) await askAgain(gongEmail)

      terminal.progress('erasing')
      const actor = cliActor()
      const deps = { store, spoolPath: spoolPathOf(config), newId: randomUUID, onProgress }
      const { receipt, alsoKnownAs } = await erasePerson(deps, { whom, actor })
      if (caller && gongEmail !== null) {
        terminal.progress('asking Gong')
        const { tombstone } = receipt
        const asked = { email: gongEmail, tombstone, actor }
        receipt.gongErasure = await eraseAtGong(caller, asked)
      }
      const text = json ? JSON.stringify(receipt, null, 2) : renderReceipt(receipt)
      terminal.print(hideSignIn(text, config.gong))
      for (const line of alsoKnown(alsoKnownAs)) terminal.warn(line)
      if (receipt.gongErasure?.kind === 'failed' || receipt.unfinished.length > 0)
        throw new SilentFailure()
    } finally {
      await store.close()
    }
  }

  async function askAgain(email: string): Promise<void> {
    const typed = await terminal.ask('To erase it at Gong too, type the e-mail address again:')
    if (!isSame(typed ?? '', email)) throw new Failure('the address differs: nothing was done')
  }
}

/** Null where Gong is not to be asked; anything that is not confirmed twice is misuse. */
function emailAtGong(
  whom: Whom,
  { alsoAtGong, confirmEmail, yes }: Options,
  misuse: (words: string) => never,
): string | null {
  if (!alsoAtGong) {
    return confirmEmail === undefined ? null : misuse('--confirm-email goes with --also-at-gong')
  }
  if (whom.by !== 'email') return misuse('--also-at-gong needs --email')
  if (confirmEmail === undefined) {
    return yes ? misuse('--also-at-gong with --yes needs --confirm-email too') : whom.email
  }
  return isSame(confirmEmail, whom.email)
    ? whom.email
    : misuse('--confirm-email differs from --email')
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** As doctor calls: with the collector's sign-in, and counted among its calls. */
function callerOf(config: Config, store: Store): Caller {
  const database = { store, isOwn: true, verdict: pass('open') }
  const opened = openCaller(config, database, { fetch, wait: sleep })
  if (opened.kind === 'caller') return opened.caller
  throw new Failure(`nothing was erased: ${opened.found}\nnext: ${opened.next}`)
}
