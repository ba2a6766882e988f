import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NOON_MS } from '../../wire/test-data.js'
import { temporaryFolder } from '../store/test-store.js'
import { run } from './run.js'

const SITE = { siteId: 'acme-www', origins: ['https://www.acme.com'] }

interface Given {
  folder?: string
  env?: Record<string, string>
  /** The configuration file's content beside its site. */
  config?: object
  /** What somebody at a screen says to each question; nobody is there without. */
  answer?: boolean
  /** What they type where more than that is asked. */
  types?: string
}

/** The command line in a folder of its own, by a clock that stands still; what it says is kept. */
export function openTestCli(given: Given = {}) {
  const { folder = temporaryFolder(), env = {}, config = {}, answer, types } = given
  const configPath = join(folder, 'tamtam.config.json')
  writeFileSync(configPath, JSON.stringify({ sites: [SITE], ...config }))
  const said = {
    out: [] as string[],
    err: [] as string[],
    progress: [] as string[],
    asked: [] as string[],
  }
  const terminal = {
    env: { TAMTAM_CONFIG: configPath, TAMTAM_DATA_DIR: folder, ...env },
    clock: () => NOON_MS,
    print: (text: string) => void said.out.push(text),
    stream: async (pieces: AsyncIterable<string>) => {
      let text = ''
      for await (const piece of pieces) text += piece
      said.out.push(text)
    },
    warn: (text: string) => void said.err.push(text),
    progress: (text: string | null) => void (text !== null && said.progress.push(text)),
    isScreen: answer !== undefined,
    confirm: async (question: string) => {
      said.asked.push(question)
      return answer ?? null
    },
    ask: async (question: string) => {
      said.asked.push(question)
      return types ?? null
    },
  }
  return {
    folder,
    /** Questions that were ever asked. */
    asked: said.asked,
    /** Runs a command line; what was said before is forgotten. */
    run: async (...args: string[]) => {
      said.out = []
      said.err = []
      said.progress = []
      const code = await run(args, terminal)
      return { code, out: said.out.join('\n'), err: said.err.join('\n'), progress: said.progress }
    },
  }
}
