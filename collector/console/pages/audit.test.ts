import { expect, it } from 'vitest'
import { NOON_MS } from '../../../wire/test-data.js'
import type { AuditPage } from '../../operate/read-audit.js'
import { openTestConsole } from '../test-console.js'

async function openAudit(count: number) {
  const test = await openTestConsole()
  for (let number = 1; number <= count; number++) {
    await test.store.keepAudit({
      atMs: NOON_MS + number * 1000,
      actor: 'cli:ops',
      action: 'redrive',
      target: `target ${number}`,
      detail: { sameCall: number, reason: '<img src=x>' },
    })
  }
  // The answer of our own API.
  const audit = async (query = '') => (await test.json(`/api/audit${query}`)) as AuditPage
  return { ...test, audit }
}

it('says what would be written down while nothing is', async () => {
  const { page } = await openAudit(0)
  expect(await page('/audit')).toContain('Nobody has done anything yet.')
})

it('tells who did what to what, the newest first, with what is in it as text', async () => {
  const { page } = await openAudit(2)
  const html = await page('/audit')
  expect(html).toMatch(/2026-11-17 12:00:02 UTC.*target 2.*target 1/s)
  expect(html).toContain('<li>sameCall: 2</li><li>reason: &lt;img src=x&gt;</li>')
  expect(html).not.toContain('Older')
})

it('leads on to what is older, and back', async () => {
  const { audit, page } = await openAudit(5)
  const first = await audit('?limit=2')
  expect(first.entries.map(({ target }) => target)).toEqual(['target 5', 'target 4'])
  expect(await page('/audit?limit=2')).toContain(
    `href="/audit?limit=2&amp;before=${first.nextBeforeId}"`,
  )
  const second = await audit(`?limit=2&before=${first.nextBeforeId}`)
  const last = await audit(`?limit=2&before=${second.nextBeforeId}`)
  expect(last.entries.map(({ target }) => target)).toEqual(['target 1'])
  expect(last.nextBeforeId).toBeNull()
  expect(await page('/audit?before=3')).toContain('href="/audit"')
})

it('is searched by what was done, by whom and to whom', async () => {
  const { audit, page, store } = await openAudit(3)
  const atMs = NOON_MS
  const erase = { atMs, actor: 'console:erase', action: 'sign_in', target: 'Adler' }
  await store.keepAudit({ ...erase, detail: { removed: { events: 2 }, ids: [1, 2] } })
  const found = async (search: string) =>
    (await audit(`?search=${search}`)).entries.map(({ target }) => target)
  expect(await found('SIGN%20IN')).toEqual(['Adler'])
  expect(await found('console:')).toEqual(['Adler'])
  expect(await found('target%203')).toEqual(['target 3'])
  const { entries, nextBeforeId } = await audit('?search=redrive&limit=2')
  expect(entries.map(({ target }) => target)).toEqual(['target 3', 'target 2'])
  expect(await audit(`?search=redrive&limit=2&before=${nextBeforeId}`)).toMatchObject({
    entries: [{ target: 'target 1' }],
    nextBeforeId: null,
  })
  expect(await page('/audit?search=%22%3E%3Cb%3E')).toContain('Nothing fits')
  expect(await page('/audit?search=adler')).toContain(
    '<li>removed, events: 2</li><li>ids: 1, 2</li>',
  )
})

it('takes a page that is no number for the first one', async () => {
  const { audit } = await openAudit(1)
  expect((await audit('?before=x&limit=-1')).entries).toHaveLength(1)
})

it('is a table for spreadsheets, and the download stands in it afterwards', async () => {
  const { ask, audit } = await openAudit(1)
  const csv = await (await ask('/audit.csv')).text()
  expect(csv).toContain('"cli:ops","redrive","target 1",')
  expect((await audit()).entries[0]).toMatchObject({ action: 'csv', target: '/audit' })
})
