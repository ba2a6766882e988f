import { expect, it } from 'vitest'
import { createGroupCommit } from './group-commit.js'
import type { SpoolAppend } from './spool.js'

/** Lets everything that is settled be told of. */
const turn = (): Promise<void> => new Promise(setImmediate)

/** A commit that ends when it is told to, and what it was asked to commit. */
function createManualCommit(maxWaitingBytes = 1000) {
  const groups: string[][] = []
  const ends: { resolve: (result?: SpoolAppend) => void; reject: (cause: Error) => void }[] = []
  const commits = createGroupCommit({
    commit: (beacons) =>
      new Promise((resolve, reject) => {
        groups.push(beacons)
        ends.push({
          resolve: (result: SpoolAppend = { kind: 'durable' }) => resolve(result),
          reject,
        })
      }),
    isRowsFault: (error) => error instanceof RangeError,
    maxWaitingBytes,
  })
  return {
    whyFull: () => commits.whyFull(),
    append: (beacon: string) => commits.append(beacon),
    drain: () => commits.drain(),
    groups,
    ends,
  }
}

it('a lone beacon waits for nothing', () => {
  const { append, groups } = createManualCommit()
  void append('a')
  expect(groups).toEqual([['a']])
})

it('one group is in flight; whatever arrives meanwhile is the next', async () => {
  const { append, groups, ends } = createManualCommit()
  const answers = ['a', 'b', 'c'].map(append)
  expect(groups).toEqual([['a']])
  ends[0]?.resolve()
  expect(await answers[0]).toBe('durable')
  await turn()
  expect(groups).toEqual([['a'], ['b', 'c']])
  ends[1]?.resolve()
  expect(await Promise.all(answers)).toEqual(['durable', 'durable', 'durable'])
  await turn()
  void append('d')
  expect(groups.at(-1)).toEqual(['d'])
})

it('nobody is answered before the commit', async () => {
  const { append, ends } = createManualCommit()
  let answered = false
  const answer = append('a').then(() => (answered = true))
  await turn()
  expect(answered).toBe(false)
  ends[0]?.resolve()
  expect(await answer).toBe(true)
})

it('is full when more bytes would wait than it may keep', async () => {
  const { append, ends } = createManualCommit(4)
  void append('a')
  expect(await append('12345')).toBe('full')
  const waiting = append('éé')
  expect(await append('x')).toBe('full')
  ends[0]?.resolve()
  await turn()
  void append('1234')
  ends[1]?.resolve()
  expect(await waiting).toBe('durable')
})

it('a failing commit rejects its group, and the next succeeds', async () => {
  const { append, ends } = createManualCommit()
  const [, second, third] = ['a', 'b', 'c'].map(append)
  const failures = Promise.allSettled([second, third])
  ends[0]?.resolve()
  await turn()
  const fourth = append('d')
  ends[1]?.reject(new Error('disk full'))
  expect(await failures).toMatchObject([
    { status: 'rejected', reason: { cause: { message: 'disk full' } } },
    { status: 'rejected' },
  ])
  await turn()
  ends[2]?.resolve()
  expect(await fourth).toBe('durable')
})

it('a group for which there is no room is full, says why, and the next is durable', async () => {
  const { append, whyFull, ends } = createManualCommit()
  const first = append('a')
  const second = append('b')
  ends[0]?.resolve({ kind: 'full', why: 'the disk has too little free' })
  expect([await first, whyFull()]).toEqual(['full', 'the disk has too little free'])
  await turn()
  ends[1]?.resolve()
  expect([await second, whyFull()]).toEqual(['durable', null])
})

it('a beacon that can never be committed costs its neighbours in the group nothing', async () => {
  const { append, groups, ends } = createManualCommit()
  const answers = ['a', 'b', 'poison', 'c'].map(append)
  const settled = Promise.allSettled(answers)
  for (let asked = 0; asked < groups.length; asked++) {
    if (groups[asked]?.includes('poison')) ends[asked]?.reject(new RangeError('unbindable'))
    else ends[asked]?.resolve()
    await turn()
  }
  expect(groups.slice(1)).toEqual([['b', 'poison', 'c'], ['b', 'poison'], ['b'], ['poison'], ['c']])
  expect(await settled).toMatchObject([
    { value: 'durable' },
    { value: 'durable' },
    { reason: { message: 'the spool refused the beacon', cause: { message: 'unbindable' } } },
    { value: 'durable' },
  ])
})

it('is drained when nothing waits any more', async () => {
  const { append, drain, ends } = createManualCommit()
  await drain()
  const answers = ['a', 'b'].map(append)
  let drained = false
  const draining = drain().then(() => (drained = true))
  ends[0]?.resolve()
  await turn()
  expect(drained).toBe(false)
  ends[1]?.resolve()
  await draining
  expect(await Promise.all(answers)).toEqual(['durable', 'durable'])
})
