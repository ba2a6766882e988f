import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSpool } from './store/spool/spool.js'
import { newTarget, openTestStore } from './store/test-store.js'
import { startProcess } from './test-process.js'

const WAIT = { timeout: 20_000, interval: 100 }

// What only a store that is shared allows: in the run over PostgreSQL.

describe('of two processes over one store', () => {
  it('the one accepts and the other works it off', async () => {
    const { target, rows } = await openTestStore()
    const accepting = await startProcess({ env: { DATABASE_URL: target, TAMTAM_ROLE: 'accept' } })
    expect(await accepting.post()).toBe(204)
    await expect.poll(() => rows('events')).toMatchObject([{ stage: 'received' }])

    const working = await startProcess({ env: { DATABASE_URL: target, TAMTAM_ROLE: 'work' } })
    await expect.poll(() => rows('events'), WAIT).toMatchObject([{ stage: 'folded' }])
    expect(await working.post()).toBe(404)
    const { status } = await fetch(`http://127.0.0.1:${working.port}/readyz`)
    expect(status).toBe(200)
  })
})

describe('a beacon that is acknowledged by the shared store', () => {
  it('is there when it is answered, and not in the spool', async () => {
    const { target, rows } = await openTestStore()
    // Accepting only, and forwarding nothing: what is in the store came there before the answer.
    const env = { DATABASE_URL: target, TAMTAM_ROLE: 'accept', TAMTAM_ACK: 'shared' }
    const { folder, child, ended, post } = await startProcess({ env })
    expect(await post()).toBe(204)
    expect(await rows('events')).toHaveLength(1)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const spool = openSpool(join(folder, 'data', 'spool.db'))
    expect(spool.readOldest(9)).toEqual([])
    spool.close()
  })

  it('is taken by the spool while that store is away', async () => {
    const target = 'postgres://nobody@127.0.0.1:1/nothing'
    const env = { DATABASE_URL: target, TAMTAM_ACK: 'shared' }
    const { folder, child, ended, post } = await startProcess({ env })
    expect([await post(), await post()]).toEqual([204, 204])
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    const spool = openSpool(join(folder, 'data', 'spool.db'))
    expect(spool.readOldest(9)).toHaveLength(2)
    spool.close()
  })
})

describe('three processes that start at once on an empty database', () => {
  it('are ready together, and each takes beacons', async () => {
    const target = await newTarget({ empty: true })
    const env = { DATABASE_URL: target }
    const all = await Promise.all(Array.from({ length: 3 }, () => startProcess({ env })))
    expect(await Promise.all(all.map(({ post }) => post()))).toEqual([204, 204, 204])
    const { rows } = await openTestStore({ target })
    await expect.poll(() => rows('events'), WAIT).toMatchObject(Array(3).fill({ stage: 'folded' }))
    const faults = all.flatMap(({ lines }) => lines.filter(({ level }) => Number(level) >= 50))
    expect(faults).toEqual([])
  })
})
