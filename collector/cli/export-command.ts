import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { readConfig } from '../config.js'
import { exportPerson, type Exported } from '../operate/export-person.js'
import { erasableOf, type Whom } from '../operate/erase-whom.js'
import { cliActor } from './actor.js'
import { Failure } from './failure.js'
import { readStore } from './open-data-to-read.js'
import { openStoreToChange } from './open-data-to-change.js'
import { progressBar } from './progress-bar.js'
import type { Terminal } from './terminal.js'
import { addWhomOptions, whomOf, type WhomOptions } from './whom-options.js'

interface Options extends WhomOptions {
  output?: string
  json?: boolean
}

const EXAMPLES = `
What is printed is one JSON document: who they are, what was seen of them, what was made of it and sent to Gong, and what
each part means. It holds all that the person has said of themselves: hand it to them alone. A file is made for this user
only, and none is overwritten. What Gong has is exported at Gong.

Examples:
  tamtam export --email ada@example.org --output ada.json
  tamtam export --anonymous-id 0af7651916cd43dd8448eb211c80319c --site acme-www | jq '.browsers[].events | length'`

/** `tamtam export`: one person's data, to be handed to them. */
export function addExport(program: Command, terminal: Terminal): void {
  addWhomOptions(
    program.command('export').description("print one person's data as JSON, to be handed to them"),
  )
    .option('--output <file>', 'write it to a new file instead')
    .option('--json', 'as without it: JSON it is in any case')
    .addHelpText('after', EXAMPLES)
    .action((options: Options, command: Command) => {
      const misuse = (words: string): never => command.error(`error: ${words}`, { exitCode: 2 })
      return exportWhom(whomOf(options, misuse), options.output, terminal)
    })
}

async function exportWhom(
  whom: Whom,
  output: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const config = readConfig(terminal.env)
  // Beside the one that reads, which changes nothing: the entry in the audit log comes before anything is handed out.
  const store = await openStoreToChange(config, terminal)
  try {
    const nowMs = await store.nowMs()
    const erasable = erasableOf(whom)
    const keepEntry = async (found: Exported): Promise<void> => {
      const target = erasable ? store.tombstoneOf(erasable) : ''
      const detail = { by: whom.by, ...found }
      await store.keepAudit({ atMs: nowMs, actor: cliActor(), action: 'export', target, detail })
      note = inWords(found)
    }
    let note = ''
    await readStore(config, async (verbs) => {
      const onProgress = (done: { done: number; total: number }): void =>
        terminal.progress(`exporting: ${progressBar(done)}`)
      const pieces = exportPerson(verbs, whom, { nowMs, onFound: keepEntry, onProgress })
      if (output === undefined) await terminal.stream(pieces)
      else await writeNew(output, pieces)
    })
    terminal.warn(note)
  } finally {
    await store.close()
  }
}

async function writeNew(path: string, pieces: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause)) throw cause
    const words =
      cause.code === 'EEXIST' ? 'it is there already, and is not overwritten' : cause.message
    throw new Failure(`--output: expected a path for a new file, got ${path}: ${words}`, { cause })
  }
}

function inWords({ browsers, events, interactions }: Exported): string {
  if (browsers === 0) return 'Nothing of them is in the store.'
  const figures = [browsers, events, interactions].map((each) => each.toLocaleString('en-US'))
  return `browsers ${figures[0]}, events ${figures[1]}, interactions ${figures[2]}`
}
