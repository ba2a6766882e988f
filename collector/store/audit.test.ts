import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { AuditEntry } from './audit.js'
import { openTestStore } from './test-store.js'

const anEntry = (atMs: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  atMs,
  actor: 'console:ops',
  action: 'redrive',
  target: 'gong_rejected',
  detail: { sameCall: 3 },
  ...changes,
})

it('what operators did is read the newest first, a page after the other', async () => {
  const { store } = await openTestStore()
  expect(await store.readAudit({ limit: 9 })).toEqual([])
  const entries = [1, 2, 3].map((minute) =>
    anEntry(NOON_MS + minute, { target: `the ${minute}.`, detail: { minute, words: ['"'] } }),
  )
  for (const entry of entries) await store.keepAudit(entry)
  const [newest, second, ...rest] = await store.readAudit({ limit: 2 })
  expect([newest, second]).toMatchObject([entries[2] ?? {}, entries[1] ?? {}])
  expect(rest).toEqual([])
  expect(await store.readAudit({ limit: 9, beforeId: second?.auditId })).toMatchObject([
    entries[0] ?? {},
  ])
})

it('it goes once it is old, a bounded number at a time', async () => {
  const { store, rows } = await openTestStore()
  for (const atMs of [NOON_MS - 2, NOON_MS - 1, NOON_MS]) await store.keepAudit(anEntry(atMs))
  expect(await store.removeAudit(NOON_MS, 1)).toBe(1)
  expect((await rows('audit')).map(({ at_ms }) => at_ms)).toEqual([NOON_MS - 1, NOON_MS])
  expect(await store.removeAudit(NOON_MS, 9)).toBe(1)
  expect(await store.removeAudit(NOON_MS, 9)).toBe(0)
})

it('what was done by one action is read without the rest', async () => {
  const { store } = await openTestStore()
  expect(await store.readAudit({ action: 'retain', limit: 9 })).toEqual([])
  const entry = { actor: 'collector', target: '', detail: {} }
  for (const [atMs, action] of ['retain', 'erase', 'retain', 'export'].entries()) {
    await store.keepAudit({ ...entry, atMs, action })
  }
  const found = await store.readAudit({ action: 'retain', limit: 9 })
  expect(found.map(({ atMs }) => atMs)).toEqual([2, 0])
  expect(await store.hasSite('nosuch')).toBe(false)
})
