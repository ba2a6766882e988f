import { onTestFinished } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { AddPage } from './page.js'
import { createConsole } from './create-console.js'
import type { ConsoleDeps, MainVerbs } from './deps.js'
import { readConfig } from '../config.js'
import { createTestLogger } from '../lib/test-logger.js'
import { openToRead } from '../store/open-to-read.js'
import { openTestStore } from '../store/test-store.js'
import { read } from '../test-config.js'

interface Given {
  /** Beside the configuration file. */
  env?: Record<string, string>
  /** The configuration file. */
  config?: unknown
  main?: Partial<MainVerbs>
  assets?: ConsoleDeps['assets']
  /** Instead of those of the console. */
  pages?: readonly AddPage[]
}

/** The console over a real store of its own, by a clock that the test turns. */
export async function openTestConsole({
  env = {},
  config,
  main = {},
  pages,
  assets = new Map(),
}: Given = {}) {
  let nowMs = NOON_MS
  const clock = () => nowMs
  const test = await openTestStore({ clock })
  const reader = await openToRead(test.target, { clock })
  onTestFinished(() => reader.close())
  const { logger, lines } = createTestLogger()
  let isAway = false
  const app = createConsole(
    {
      config: config === undefined ? readConfig(env) : read(env, config),
      findStore: () => (isAway ? null : { reader, store: test.store }),
      main: {
        readSightings: async () => ({
          sinceMs: NOON_MS,
          sites: [],
          loads: [],
          refusals: [],
          unknownSites: [],
        }),
        metricsJson: async () => [],
        pipelineMetricsJson: async () => [],
        ...main,
      },
      script: { path: '/tamtam.js', immutablePath: '/tamtam-abc.js', integrity: 'sha384-abc' },
      assets,
      clock,
      monotonicMs: clock,
      logger,
    },
    pages,
  )
  const ask = (path: string, init: RequestInit = {}) =>
    app.request(`http://127.0.0.1:8788${path}`, init)
  return {
    app,
    store: test.store,
    rows: test.rows,
    lines,
    turn: (ms: number) => void (nowMs += ms),
    nowMs: () => nowMs,
    loseStore: () => void (isAway = true),
    ask,
    /** A page as a person gets it. */
    page: async (path: string) => (await ask(path, { headers: { Accept: 'text/html' } })).text(),
    json: async (path: string): Promise<unknown> => (await ask(path)).json(),
    /** As a form of ours sends it. */
    post: (path: string, fields: Record<string, string>) =>
      ask(path, {
        method: 'POST',
        headers: { 'Tamtam-Console': '1' },
        body: new URLSearchParams(fields),
      }),
  }
}
