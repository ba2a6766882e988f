import { Command } from 'commander'
import { readVersion } from '../lib/read-version.js'
import { addCompletion } from './completion-command.js'
import { addDead } from './dead-command.js'
import { addDoctor } from './doctor-command.js'
import { addErase } from './erase-command.js'
import { addExport } from './export-command.js'
import { addExplain } from './explain-command.js'
import { addGong } from './gong-command.js'
import { addHeld } from './held-command.js'
import { addMigrate } from './migrate-command.js'
import { addPreview } from './preview-command.js'
import { addQuota } from './quota-command.js'
import { addShare } from './share-command.js'
import { addShed } from './shed-command.js'
import { addSimulate } from './simulate-command.js'
import { addStart } from './start-command.js'
import type { Terminal } from './terminal.js'
import { addToken } from './token-command.js'

const EXAMPLES = `
Examples:
  tamtam start
  tamtam doctor
  tamtam explain 3610bf88-10eb-5aa9-98e0-7ae7af6087ac
  tamtam preview --limit 20
  tamtam quota
  tamtam dead redrive --reason gong_rejected
  tamtam simulate --rules other.config.json --days 7
  tamtam erase --email ada@example.org
  tamtam export --email ada@example.org --output ada.json
  tamtam token --site acme-www --kid 2026-11 --key private.pem --email ada@example.org

Every command reads the collector's own variables (TAMTAM_CONFIG, TAMTAM_DATA_DIR, DATABASE_URL, …) and has --help.
Exit code 0: fine; 1: failed, and why is on standard error; 2: the command line is wrong.
With --json why is one line of JSON, { "error": "failed" | "configuration" | "misuse" | "internal", "message": "…" }.`

/**
 * The whole command line. Parsing throws a CommanderError for help, version and misuse, after their words are said; those
 * of misuse are left to the caller where `isMisuseSaid` is false.
 */
export function createProgram(
  terminal: Terminal,
  { isMisuseSaid = true }: { isMisuseSaid?: boolean } = {},
): Command {
  const program = new Command('tamtam')
    .description('Turns what visitors of a web site do into digital interactions for Gong')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this')
    .helpCommand(false)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(--help says more)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => {
        if (isMisuseSaid) terminal.warn(text.trimEnd())
      },
    })
  // In the order in which help lists them.
  const all = [
    addStart,
    addDoctor,
    addExplain,
    addPreview,
    addQuota,
    addDead,
    addHeld,
    addShed,
    addSimulate,
    addErase,
    addExport,
    addToken,
    addShare,
    addGong,
    addMigrate,
    addCompletion,
  ]
  for (const add of all) add(program, terminal)
  return program
}
