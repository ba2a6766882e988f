import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readConfig } from '../config.js'
import type { Whom } from '../operate/erase-whom.js'
import { exportToFile } from '../operate/export-file.js'
import type { Exported } from '../operate/export-person.js'
import { cliActor } from './actor.js'
import { Failure } from './failure.js'
import { openStore as openToRead } from './open-data-to-read.js'
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
  // Beside the one that reads, which changes nothing: the audit log has it.
  const store = await openStoreToChange(config, terminal)
  const reader = await openToRead(config)
  const onProgress = (done: { done: number; total: number }): void =>
    terminal.progress(`exporting: ${progressBar(done)}`)
  const write = (path: string): Promise<Exported> =>
    exportToFile({ reader, store }, { whom, actor: cliActor(), path, onProgress })
  try {
    const found =
      output === undefined ? await printThrough(write, terminal) : await writeNew(output, write)
    terminal.warn(inWords(found))
  } finally {
    await reader.close()
    await store.close()
  }
}

/** By way of a file that is gone afterwards. */
async function printThrough(
  write: (path: string) => Promise<Exported>,
  terminal: Terminal,
): Promise<Exported> {
  const folder = await mkdtemp(join(tmpdir(), 'tamtam-export-'))
  try {
    const path = join(folder, 'person.json')
    const found = await write(path)
    await terminal.stream(createReadStream(path, 'utf8'))
    return found
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeNew(
  path: string,
  write: (path: string) => Promise<Exported>,
): Promise<Exported> {
  try {
    return await write(path)
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause
    const words =
      'code' in cause && cause.code === 'EEXIST'
        ? 'it is there already, and is not overwritten'
        : cause.message
    throw new Failure(`--output: expected a path for a new file, got ${path}: ${words}`, { cause })
  }
}

function inWords({ browsers, events, interactions, people }: Exported): string {
  if (browsers === 0) return 'Nothing of them is in the store.'
  const figures = [browsers, events, interactions].map((each) => each.toLocaleString('en-US'))
  const counts = `browsers ${figures[0]}, events ${figures[1]}, interactions ${figures[2]}`
  if (people < 2) return counts
  return `${counts}\nNOT of one person: ${people} different people used this browser, and all of it is here. Ask by the name of one of them.`
}
