import { describe, expect, it, onTestFinished } from 'vitest'
import { openTcpProxy } from '../../../e2e/tcp-proxy.js'
import { newTarget } from '../test-store.js'
import { createPool } from './create-pool.js'

/** A pool over a line that can be made to misbehave. */
async function openPool() {
  const url = new URL(await newTarget())
  const proxy = await openTcpProxy(Number(url.port))
  url.port = String(proxy.port)
  const pool = createPool(url.href, { onError: () => undefined, answerWithinMs: 300 })
  onTestFinished(async () => {
    await pool.end()
    await proxy.close()
  })
  const ask = async (sql: string): Promise<unknown> => {
    const client = await pool.connect()
    try {
      return (await client.query(sql, [])).rows[0]
    } finally {
      client.release()
    }
  }
  return { proxy, ask }
}

describe('a connection', () => {
  it('gives up an answer that does not come, and is not used again', async () => {
    const { proxy, ask } = await openPool()
    const before = await ask('SELECT pg_backend_pid() AS pid')
    proxy.setMode('freeze')
    await expect(ask('SELECT 1')).rejects.toThrow(/timeout/i)
    proxy.setMode('pass')
    expect(await ask('SELECT pg_backend_pid() AS pid')).not.toEqual(before)
  })

  it.each(['while it rests', 'while it is asked'])('that is cut %s is replaced', async (when) => {
    const { proxy, ask } = await openPool()
    await ask('SELECT 1')
    if (when === 'while it rests') proxy.cut()
    else {
      proxy.setMode('reset')
      await expect(ask('SELECT 1')).rejects.toThrow()
      proxy.setMode('pass')
    }
    await expect.poll(() => ask('SELECT 1 AS one').catch(() => null)).toEqual({ one: 1 })
  })

  it('that was told of a fault in a statement goes on', async () => {
    const { ask } = await openPool()
    const before = await ask('SELECT pg_backend_pid() AS pid')
    await expect(ask('SELECT nonsense')).rejects.toThrow('nonsense')
    expect(await ask('SELECT pg_backend_pid() AS pid')).toEqual(before)
  })

  it('gives numbers as numbers, and has no leave to hang', async () => {
    const { ask } = await openPool()
    expect(await ask('SELECT 1794916800000::bigint AS ms')).toEqual({ ms: 1_794_916_800_000 })
    expect(await ask('SHOW idle_in_transaction_session_timeout')).toEqual({
      idle_in_transaction_session_timeout: '10s',
    })
    expect(await ask('SHOW statement_timeout')).toEqual({ statement_timeout: '300ms' })
  })
})
