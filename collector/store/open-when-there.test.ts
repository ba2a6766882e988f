import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../demo-site/free-port.js'
import { createTestLogger } from '../lib/test-logger.js'
import { openWhenThere } from './open-when-there.js'
import { newTarget, temporaryFolder } from './test-store.js'

it('opens a store that is there', async () => {
  const { logger, lines } = createTestLogger()
  const { signal } = new AbortController()
  const store = await openWhenThere(await newTarget(), { signal, logger, onWait: () => undefined })
  onTestFinished(async () => store?.close())
  expect(store?.installationId).toBeTruthy()
  expect(lines).toEqual([])
})

it('throws at once when a file cannot be opened', async () => {
  const { logger } = createTestLogger()
  const { signal } = new AbortController()
  const target = join(temporaryFolder(), 'no', 'folder', 'store.db')
  await expect(openWhenThere(target, { signal, logger, onWait: () => undefined })).rejects.toThrow(
    /unable to open/i,
  )
})

it('waits for a PostgreSQL that is not there, says so, and ends when it is told to', async () => {
  const { logger, lines } = createTestLogger()
  const stop = new AbortController()
  let waited = false
  const target = `postgres://tamtam@127.0.0.1:${await freePort()}/tamtam`
  const opening = openWhenThere(target, {
    signal: stop.signal,
    logger,
    onWait: () => void (waited = true),
  })
  await expect.poll(() => lines).toHaveLength(1)
  expect(lines).toMatchObject([
    { event: 'stage_failed', err: { message: expect.any(String) as string } },
  ])
  expect(waited).toBe(true)
  stop.abort()
  expect(await opening).toBeNull()
})
