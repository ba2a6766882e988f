import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { JUMP_CLOCK } from './soak-collector.js'
import { createSoakClock } from './soak-clock.js'

const HOUR_MS = 60 * 60 * 1000

/** Says in hours, whenever it is asked, what its main thread and its worker take the time to be. */
const CLOCKS = `
  const { Worker } = await import('node:worker_threads')
  const worker = new Worker(
    "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => parentPort.postMessage(Date.now()))",
    { eval: true },
  )
  let asked = 0
  worker.on('message', (workerMs) => console.log(JSON.stringify([asked, workerMs])))
  process.stdin.on('data', () => { asked = Date.now(); worker.postMessage('') })
  process.stdin.on('end', () => process.exit(0))
`

it('sets the clock of a running process wrong in all its threads, and right again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-clock-'))
  const clock = createSoakClock(join(folder, 'offset'))
  const child = spawn(process.execPath, ['--input-type=module', '-e', CLOCKS], {
    env: { NODE_OPTIONS: `--import ${JUMP_CLOCK}`, SOAK_CLOCK_FILE: clock.file },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const hoursOff = async (): Promise<number[]> => {
    child.stdin.write('?')
    const line = await lines.next()
    const times = JSON.parse(String(line.value)) as number[]
    return times.map((ms) => Math.round((ms - Date.now()) / HOUR_MS) + 0)
  }

  expect(await hoursOff()).toEqual([0, 0])
  expect(clock.isOff()).toBe(false)
  await clock.setOffset(-HOUR_MS)
  expect(await hoursOff()).toEqual([-1, -1])
  expect(clock.isOff()).toBe(true)
  const turns = clock.turns()
  await clock.setOffset(0)
  expect(await hoursOff()).toEqual([0, 0])
  expect(clock.isOff()).toBe(false)
  expect(clock.turns()).not.toBe(turns)
})
