import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../driver.js'
import { temporaryFolder } from '../test-store.js'
import { isDamaged } from './spool-damaged.js'
import type { SpoolWorkerData } from './spool-worker.js'
import { openSpoolWriter } from './spool-writer.js'
import { allTexts, openTestSpool } from './test-spool.js'

/** The real thread, from its TypeScript. */
async function openWriter(workerData: SpoolWorkerData) {
  const file = JSON.stringify(join(import.meta.dirname, 'spool-worker.ts'))
  const code = `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}) })`
  const worker = new Worker(code, { eval: true, workerData })
  onTestFinished(() => void worker.terminate())
  const deaths: Error[] = []
  const writer = await openSpoolWriter(worker, (error) => deaths.push(error))
  return { writer, deaths }
}

const newPath = (): string => join(temporaryFolder(), 'spool.db')

it('what it calls durable is in the spool', async () => {
  const path = newPath()
  const { writer, deaths } = await openWriter({ path, limits: undefined })
  const answers = await Promise.all(['one', 'two', 'three'].map((text) => writer.append(text)))
  expect(answers).toEqual(['durable', 'durable', 'durable'])
  expect(writer.setAside).toBe(null)
  await writer.close()
  expect(allTexts(openTestSpool({ path }).spool)).toEqual(['one', 'two', 'three'])
  expect(deaths).toEqual([])
})

it('is full within its limits and says why', async () => {
  const limits = { maxBytes: 1e6, minFreeBytes: Number.MAX_SAFE_INTEGER }
  const { writer } = await openWriter({ path: newPath(), limits })
  expect(await writer.append('one')).toBe('full')
  expect(writer.whyFull()).toBe('the disk has too little free')
})

it('a beacon that the file refuses costs its neighbours in the group nothing', async () => {
  const path = newPath()
  const { writer } = await openWriter({ path, limits: undefined })
  const file = openSqliteFile(path)
  file.exec(`CREATE TRIGGER refusal BEFORE INSERT ON beacons WHEN NEW.body = 'bad'
    BEGIN SELECT RAISE(ABORT, 'no such thing'); END`)
  file.close()
  const beacons = ['one', 'two', 'bad', 'three', 'four']
  const answers = await Promise.allSettled(beacons.map((beacon) => writer.append(beacon)))
  expect(answers).toMatchObject([
    { value: 'durable' },
    { value: 'durable' },
    {
      reason: {
        message: 'the spool refused the beacon',
        cause: { message: expect.stringContaining('no such thing') as string },
      },
    },
    { value: 'durable' },
    { value: 'durable' },
  ])
  const { spool } = openTestSpool({ path })
  expect(allTexts(spool)).toEqual(['one', 'two', 'three', 'four'])
})

it('opens a new spool in the place of a damaged one and says where that is', async () => {
  const path = newPath()
  writeFileSync(path, 'garbage '.repeat(1000))
  const { writer } = await openWriter({ path, limits: undefined })
  expect(writer.setAside).toMatch(/spool-damaged-[\dT.-]+Z\.db$/)
  expect(await writer.append('one')).toBe('durable')
})

it('ends over a spool that is found damaged, and its end says so', async () => {
  const path = newPath()
  const { writer, deaths } = await openWriter({ path, limits: undefined })
  const file = openSqliteFile(path)
  file.exec("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'garbage'")
  file.exec('CREATE TABLE another (id INTEGER)')
  file.close()
  await expect(writer.append('one')).rejects.toThrow('the spool did not commit')
  expect(deaths.map(isDamaged)).toEqual([true])
  expect(writer.isOpen()).toBe(false)
})
