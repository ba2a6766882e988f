import { expect, it } from 'vitest'
import { openTestStore } from '../store/test-store.js'
import { readRetention } from './read-retention.js'

const CONFIG = {
  retention: { eventDays: 90, interactionDays: 400 },
  hold: { days: 30, maxPerVisitor: 500 },
}

it('finds what retention removed, however much else was done since', async () => {
  const { store } = await openTestStore()
  const none = { target: '', detail: {} }
  const removed = { events: 5 }
  await store.keepAudit({ ...none, atMs: 1, actor: 'collector', action: 'retain', detail: removed })
  await store.transaction(async (tx) => {
    for (let at = 0; at < 600; at++) {
      await tx.keepAudit({ ...none, atMs: 2, actor: 'console:x', action: 'sign_in_refused' })
    }
  })
  const verbs = {
    readAudit: (asked: Parameters<typeof store.readAudit>[0]) => store.readAudit(asked),
  }
  expect((await readRetention(verbs, CONFIG)).runs).toEqual([{ atMs: 1, removed }])
})
