import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent } from '../wire/test-data.js'
import { openSqliteFile, readPragma } from './store/driver.js'
import { temporaryFolder } from './store/test-store.js'
import { startProcess } from './test-process.js'

const CALLS = 'fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg'
const canTrace = spawnSync('strace', ['-qq', 'true']).status === 0

describe('a 204 says that the beacon is on the disk', () => {
  it.runIf(canTrace)(
    'the log is written, then synced, and only then the answer goes out',
    async () => {
      const folder = temporaryFolder()
      const trace = join(folder, 'trace')
      const strace = ['-f', '-qq', '-y', '-s', '8192', '-e', `trace=${CALLS}`, '-o', trace]
      const { child, ended, post } = await startProcess({ folder, under: ['strace', ...strace] })
      // strace begins each line with the thread's id; the first is the process's own.
      const pid = Number.parseInt(readFileSync(trace, 'utf8'))
      onTestFinished(() => {
        if (child.exitCode === null) process.kill(pid, 'SIGKILL')
      })
      const event = anEvent('page_view', { occurredAtMs: Date.now() })
      expect(await post(event)).toBe(204)
      process.kill(pid, 'SIGTERM')
      await ended

      const calls = completedCalls(readFileSync(trace, 'utf8'))
      const written = calls.findIndex(
        (call) => /^pwrite64\(\d+<[^>]*spool\.db-wal>/.test(call) && call.includes(event.eventId),
      )
      const answered = calls.findIndex((call) => call.includes('HTTP/1.1 204'))
      expect(written).toBeGreaterThan(-1)
      expect(answered).toBeGreaterThan(written)
      const between = calls.slice(written, answered)
      expect(between).toContainEqual(
        expect.stringMatching(/^f(data)?sync\(\d+<[^>]*spool\.db-wal>\) += 0/),
      )
    },
  )

  it(`a commit waits for the disk by SQLite's own settings${canTrace ? '' : ' (the order of calls is not tested here: there is no strace)'}`, () => {
    const file = openSqliteFile(join(temporaryFolder(), 'spool.db'))
    onTestFinished(() => void file.close())
    // 2 is FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    expect(readPragma(file, 'synchronous')).toBe(2)
  })
})

/**
 * What the process asked of the system, each call where it was complete; but an answer where it began, since it is out
 * from then on. strace tells a call that another thread's interrupts in two lines.
 */
function completedCalls(trace: string): string[] {
  const begun = new Map<string, string>()
  return trace.split('\n').flatMap((line) => {
    const [, thread = '', text = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text)?.[1]
    if (resumed !== undefined) {
      const call = (begun.get(thread) ?? '') + resumed
      return call.includes('HTTP/1.1 204') ? [] : [call]
    }
    const start = /^(.*) <unfinished \.\.\.>$/.exec(text)?.[1]
    if (start === undefined) return [text]
    begun.set(thread, start)
    return start.includes('HTTP/1.1 204') ? [start] : []
  })
}
