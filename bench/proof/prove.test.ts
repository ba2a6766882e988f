import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { ProofPart } from './proof-part.js'
import { prove } from './prove.js'

// Covers: real child processes that stand in for the parts. Leaves out the parts themselves, which take an hour.

const part = (name: string, script: string): ProofPart => ({
  ...{ name, shows: `shows ${name}`, writes: `${name}.md`, usualMinutes: 2 },
  command: [process.execPath, '-e', `const name = '${name}'\n${WRITE}\n${script}`],
})

const WRITE = `const write = () => require('node:fs').writeFileSync('results/' + name + '.md', 'figures')`

const WELL = `console.log('works'); write()`

/** Starts a process of its own, tells both ids, and does not end by itself. */
const LASTS = `
const { pid } = require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' })
const folder = require('node:fs').mkdtempSync(require('node:os').tmpdir() + '/left-')
require('node:fs').writeFileSync('folder', folder)
require('node:fs').writeFileSync('pids', [process.pid, pid].join())
console.log('started')
setInterval(() => {}, 1000)`

const DEAF = `process.on('SIGTERM', () => console.log('not now'))`

function openProof() {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-proof-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const resultsFolder = join(folder, 'results')
  mkdirSync(resultsFolder)
  const lines: string[] = []
  const stop = new AbortController()
  const say = (line: string): void => void lines.push(line)
  const run = (parts: readonly ProofPart[], graceMs = 20_000): Promise<boolean> =>
    prove({ ...{ parts, folder, resultsFolder, say, graceMs }, signal: stop.signal })
  const pids = (): number[] => readFileSync(join(folder, 'pids'), 'utf8').split(',').map(Number)
  const isCleared = (): boolean => !existsSync(readFileSync(join(folder, 'folder'), 'utf8'))
  return { resultsFolder, lines, stop, run, pids, isCleared, text: () => lines.join('\n') }
}

function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/\) Z/.test(stat) // A zombie has ended, and nobody has asked yet how.
  } catch {
    return false
  }
}

it('says first how long it takes, then what each part prints, then what each came to', async () => {
  const { run, lines, text } = openProof()
  expect(await run([part('one', WELL), part('two', WELL)])).toBe(true)
  expect(lines.slice(0, 3)).toEqual([
    '2 parts, about 4 min in all:',
    '  one        about  2 min  shows one',
    '  two        about  2 min  shows two',
  ])
  expect(text()).toContain('\n[2/2] two: shows two, about 2 min\n  00:00  works\n[2/2] two: done')
  expect(lines.at(-1)).toMatch(/^\n\| part .*\n.*\n\| one +\| +done .*\n\| two +\| +done/)
})

it('expects what the results say that it took the last time', async () => {
  const { run, lines, resultsFolder } = openProof()
  const text = '# One\n\nWritten by `npm run one` on 2026-11-22, in 17 min, of commit abc.\n'
  writeFileSync(join(resultsFolder, 'one.md'), text)
  await run([part('one', WELL), part('two', WELL)])
  expect(lines[0]).toBe('2 parts, about 19 min in all:')
})

it('goes on after a part that fails, and tells its exit and last words', async () => {
  const { run, lines } = openProof()
  const bad = part('bad', `console.error('a debt is not paid'); process.exitCode = 3`)
  const killed = part('killed', `process.kill(process.pid, 'SIGKILL')`)
  const absent: ProofPart = { ...part('absent', ''), command: ['no-such-program-anywhere'] }
  expect(await run([bad, killed, absent, part('good', WELL)])).toBe(false)
  const summary = lines.at(-1)
  expect(summary).toContain('FAILED (exit 3: a debt is not paid)')
  expect(summary).toContain('FAILED (ended by SIGKILL)')
  expect(summary).toContain('FAILED (spawn no-such-program-anywhere ENOENT)')
  expect(summary).toMatch(/\| good +\| +done/)
})

it('a part that wrote no results failed, also when there are older ones', async () => {
  const { run, lines, resultsFolder } = openProof()
  writeFileSync(join(resultsFolder, 'old.md'), 'of the last time')
  expect(await run([part('old', ''), part('none', '')])).toBe(false)
  expect(lines.at(-1)).toContain('FAILED (it wrote no old.md)')
  expect(lines.at(-1)).toContain('FAILED (it wrote no none.md)')
})

it.runIf(process.platform === 'linux').each([
  ['when it ends as it is asked to', LASTS],
  ['when it does not hear', `${DEAF}\n${LASTS}`],
])('ends a part with all that it started and begins no other, %s', async (_when, script) => {
  const { run, stop, pids, isCleared, lines, text } = openProof()
  const proof = run([part('long', script), part('next', WELL)], 200)
  await vi.waitFor(() => expect(text()).toContain('started'), { timeout: 20_000 })
  expect(pids().map(isAlive)).toEqual([true, true])
  expect(isCleared()).toBe(false)
  stop.abort()
  expect(await proof).toBe(false)
  expect(pids().map(isAlive)).toEqual([false, false])
  expect(isCleared()).toBe(true)
  expect(text()).not.toContain('works')
  expect(lines.at(-1)).toMatch(/\| long +\| +stopped .*\n\| next +\| +stopped/)
})

it.runIf(process.platform === 'linux')('nothing outlives a part that went well', async () => {
  const { run, pids } = openProof()
  const leaves = `${LASTS}\nwrite(); process.exit(0)`
  expect(await run([part('untidy', leaves)])).toBe(true)
  await vi.waitFor(() => expect(pids().map(isAlive)).toEqual([false, false]))
})
