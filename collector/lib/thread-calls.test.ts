import { MessageChannel } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { answerThread, askThread, NoAnswer } from './thread-calls.js'

interface Sums {
  add(a: number, b: number): Promise<number>
  fail(): Promise<number>
  never(): Promise<number>
}

const SUMS: Sums = {
  add: async (a, b) => a + b,
  fail: () => Promise.reject(new Error('no more numbers')),
  never: () => new Promise(() => undefined),
}
const NAMES = ['add', 'fail', 'never'] as const

function openCalls({ find = (): Sums | null => SUMS, answerWithinMs = 5000 } = {}) {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  answerThread<Sums>(port2, find)
  return { port1, port2, sums: askThread<Sums>(port1, NAMES, answerWithinMs) }
}

it('a verb of another thread is called as if it were here', async () => {
  const { sums } = openCalls()
  expect(await sums.add(1, 2)).toBe(3)
})

it('answers find who asked, in any order', async () => {
  const waiting: (() => void)[] = []
  const late: Sums = {
    ...SUMS,
    add: (a, b) => new Promise((resolve) => waiting.unshift(() => resolve(a + b))),
  }
  const { sums } = openCalls({ find: () => late })
  const asked = [sums.add(1, 1), sums.add(2, 2), sums.add(3, 3)]
  await expect.poll(() => waiting.length).toBe(3)
  for (const answer of waiting) answer()
  expect(await Promise.all(asked)).toEqual([2, 4, 6])
})

it('a failure is told in words', async () => {
  const { sums } = openCalls()
  await expect(sums.fail()).rejects.toThrow(new NoAnswer('Error: no more numbers'))
})

it('while the other has nothing open, that is the answer', async () => {
  const { sums } = openCalls({ find: () => null })
  await expect(sums.add(1, 2)).rejects.toThrow(NoAnswer)
})

it('who does not answer in time is away', async () => {
  const { sums } = openCalls({ answerWithinMs: 10 })
  await expect(sums.never()).rejects.toThrow(new NoAnswer('no answer in time'))
})

it('the end of the other thread is an answer to all that waits', async () => {
  const { sums, port2 } = openCalls()
  const asked = [sums.never(), sums.never()].map((each) => expect(each).rejects.toThrow(NoAnswer))
  await sums.add(1, 1)
  port2.close()
  await Promise.all(asked)
})

it('who asks after that end is told at once', async () => {
  const { sums, port1, port2 } = openCalls()
  const closed = new Promise((resolve) => port1.once('close', resolve))
  port2.close()
  await closed
  await expect(sums.add(1, 1)).rejects.toThrow(new NoAnswer('the thread has ended'))
})

it('more than 200 questions do not wait for each other', async () => {
  const { sums, port2 } = openCalls()
  const waiting = Array.from({ length: 200 }, () => sums.never().catch(() => 'ended'))
  await expect(sums.add(1, 1)).rejects.toThrow(new NoAnswer('too many questions are waiting'))
  port2.close()
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['ended']))
})

it('only what the other has of its own is called', async () => {
  const { port1 } = openCalls()
  const named = askThread<Record<string, () => Promise<unknown>>>(port1, [
    'toString',
    'constructor',
    '__proto__',
  ])
  await expect(named['toString']?.()).rejects.toThrow(new NoAnswer('there is no toString'))
  await expect(named['constructor']?.()).rejects.toThrow(new NoAnswer('there is no constructor'))
})

it('an answer that cannot be sent over is a failure, and not a silence', async () => {
  const functions = { ...SUMS, add: async () => (() => 1) as unknown as number }
  const { sums } = openCalls({ find: () => functions })
  await expect(sums.add(1, 1)).rejects.toThrow(/could not be cloned/)
})
