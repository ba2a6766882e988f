import { expect, it } from 'vitest'
import { createGroupCommit } from './group-commit.js'

/** A commit that ends when it is told to, and what it was asked to commit. */
function createManualCommit(maxWaitingBytes = 1000) {
  const groups: string[][] = []
  const ends: { resolve: () => void; reject: (cause: Error) => void }[] = []
  const commits = createGroupCommit(
    (beacons) =>
      new Promise((resolve, reject) => {
        groups.push(beacons)
        ends.push({ resolve, reject })
      }),
    maxWaitingBytes,
  )
  return {
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
  expect(groups).toEqual([['a'], ['b', 'c']])
  ends[1]?.resolve()
  expect(await Promise.all(answers)).toEqual(['durable', 'durable', 'durable'])
  void append('d')
  expect(groups.at(-1)).toEqual(['d'])
})

it('nobody is answered before the commit', async () => {
  const { append, ends } = createManualCommit()
  let answered = false
  const answer = append('a').then(() => (answered = true))
  await new Promise(setImmediate)
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
  await new Promise(setImmediate)
  void append('1234')
  ends[1]?.resolve()
  expect(await waiting).toBe('durable')
})

it('a failing commit rejects its group, and the next succeeds', async () => {
  const { append, ends } = createManualCommit()
  const [first, second, third] = ['a', 'b', 'c'].map(append)
  const failures = Promise.allSettled([second, third])
  ends[0]?.resolve()
  await first
  const fourth = append('d')
  ends[1]?.reject(new Error('disk full'))
  expect(await failures).toMatchObject([
    { status: 'rejected', reason: { cause: { message: 'disk full' } } },
    { status: 'rejected' },
  ])
  ends[2]?.resolve()
  expect(await fourth).toBe('durable')
})

it('is drained when nothing waits any more', async () => {
  const { append, drain, ends } = createManualCommit()
  await drain()
  const answers = ['a', 'b'].map(append)
  let drained = false
  const draining = drain().then(() => (drained = true))
  ends[0]?.resolve()
  await answers[0]
  expect(drained).toBe(false)
  ends[1]?.resolve()
  await draining
  expect(await Promise.all(answers)).toEqual(['durable', 'durable'])
})
