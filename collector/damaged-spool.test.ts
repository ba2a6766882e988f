import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it, onTestFinished } from 'vitest'
import { anEvent } from '../wire/test-data.js'
import { openSqliteFile } from './store/driver.js'
import { temporaryFolder } from './store/test-store.js'

// The built process, as in main.test.ts: `npm run build` comes first.
const MAIN = join(import.meta.dirname, '../dist/collector/main.js')

type Line = Record<string, unknown>

async function startProcess(folder: string) {
  const { PATH = '' } = process.env
  const env = { PATH, PORT: '0', HOST: '127.0.0.1' }
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines: Line[] = []
  const log = createInterface(child.stdout)
  const started = new Promise<Line>((resolve) => {
    log.on('line', (text) => {
      // Written by pino one object a line.
      const line = JSON.parse(text) as Line
      lines.push(line)
      if (line['event'] === 'started') resolve(line)
    })
  })
  const ended = Promise.all([once(child, 'exit'), once(log, 'close')]).then(
    ([[code]]) => code as number,
  )
  const port = Number((await started)['port'])
  return { lines, ended, post: () => postTo(port) }
}

async function postTo(port: number): Promise<number> {
  const event = anEvent('page_view', { occurredAtMs: Date.now() })
  const beacon = { v: 1, siteId: 'demo', anonymousId: 'a'.repeat(32), sentAtMs: Date.now() }
  const { status } = await fetch(`http://127.0.0.1:${port}/v1/events`, {
    method: 'POST',
    headers: { Origin: 'http://localhost', 'Content-Type': 'text/plain' },
    body: JSON.stringify({ ...beacon, events: [event] }),
  })
  return status
}

it('a process whose spool is damaged sets it aside and ends, and the next one takes beacons', async () => {
  const folder = temporaryFolder()
  const first = await startProcess(folder)
  expect(await first.post()).toBe(204)

  const spool = openSqliteFile(join(folder, 'data', 'spool.db'))
  spool.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'garbage'")
  spool.exec('CREATE TABLE another (id INTEGER)')
  spool.close()
  // The answer may be lost: the process ends.
  expect(await first.post().catch(() => 503)).toBe(503)
  expect(await first.ended).toBe(1)

  const files = readdirSync(join(folder, 'data'))
  const aside = files.find((name) => /^spool-damaged-.*\.db$/.test(name))
  expect(aside).toBeDefined()
  expect(files).not.toContain('spool.db')
  const told = first.lines.find(({ event }) => event === 'spool_set_aside')
  expect(told).toMatchObject({ file: join(folder, 'data', aside ?? '') })

  const second = await startProcess(folder)
  expect(await second.post()).toBe(204)
})
