import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { openSpoolWriter } from './spool-writer.js'

/** A real thread that opens and then does as told when it is asked for the first time. */
function startThread(whenAsked: string): Worker {
  const code = `
    const { parentPort } = require('node:worker_threads')
    parentPort.once('message', (request) => { ${whenAsked} })
    parentPort.postMessage({ kind: 'open' })`
  const worker = new Worker(code, { eval: true })
  onTestFinished(() => void worker.terminate())
  return worker
}

it.each([
  ['ends', 'process.exit(3)', 'the spool thread has ended'],
  ['fails', "throw new Error('out of memory')", 'out of memory'],
])('a thread that %s is told of once, and what waits is not durable', async (_, code, words) => {
  const deaths: string[] = []
  const writer = await openSpoolWriter(startThread(code), ({ message }) => deaths.push(message))
  expect(writer.isOpen()).toBe(true)
  await expect(writer.append('beacon')).rejects.toThrow('the spool did not commit')
  expect(writer.isOpen()).toBe(false)
  await writer.close()
  expect(deaths).toEqual([words])
})

it('closing ends the thread and is no death', async () => {
  const deaths: Error[] = []
  const writer = await openSpoolWriter(startThread('parentPort.close()'), (error) =>
    deaths.push(error),
  )
  await writer.close()
  expect([writer.isOpen(), deaths]).toEqual([false, []])
  await writer.close()
})

it('a thread that cannot open the spool rejects and is no death either', async () => {
  const worker = new Worker("throw new Error('no such folder')", { eval: true })
  const deaths: Error[] = []
  const opening = openSpoolWriter(worker, (error) => deaths.push(error))
  await expect(opening).rejects.toThrow('no such folder')
  expect(deaths).toEqual([])
})
