import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openTestDoctor } from '../doctor/test-doctor.js'
import type { Receipt } from '../operate/erase-receipt.js'
import { aVisitOf } from '../operate/test-people.js'
import { openSpool } from '../store/spool/spool.js'
import { openStore } from '../store/store.js'
import { aSpooledBeacon } from '../store/test-store.js'
import { stitch } from '../stitch/test-stitch.js'
import { openTestCli } from './test-cli.js'

const ADA = ['--email', 'Ada@example.org']
const UNTIL_NOW = { clock: () => NOON_MS }

/** A command line beside an open store that knows Ada, as of a collector that runs. */
async function openBeside(given: Parameters<typeof openTestCli>[0] = {}) {
  const cli = openTestCli(given)
  const store = await openStore(join(cli.folder, 'store.db'), UNTIL_NOW)
  onTestFinished(() => store.close())
  await aVisitOf('ada@example.org', store)
  const audit = () => store.readAudit({ limit: 9 })
  return { ...cli, store, audit, erase: (...args: string[]) => cli.run('erase', ...args) }
}

const receiptOf = (out: string): Receipt => JSON.parse(out) as Receipt // Printed by us.

describe('tamtam erase', () => {
  it('says what it found, asks, erases, and prints a receipt that names nobody', async () => {
    const { erase, asked, audit } = await openBeside({ answer: true })
    const { code, out, err } = await erase(...ADA)
    expect(code).toBe(0)
    expect(err).toContain('Found in the store, of 1 browser:')
    expect(err).toMatch(/^events +2$/m)
    expect(asked).toEqual(['Erase them here? It cannot be taken back.'])
    expect(out).toMatch(/^receipt +[0-9a-f-]{36}$/m)
    expect(out).toMatch(/^events +2$/m)
    expect(out).toMatch(/^tombstone +[0-9a-f]{64}$/m)
    expect(out).toContain('Nothing of what goes was delivered to Gong.')
    const [entry] = await audit()
    expect(entry).toMatchObject({
      action: 'erase',
      detail: { by: 'email', removed: { events: 2 } },
    })
    expect(entry?.actor).toMatch(/^cli:./)
    expect(out + JSON.stringify(entry)).not.toMatch(/ada(@|%40)|a{32}/i)
  })

  it('answers programs with the receipt alone, and erases nothing more the second time', async () => {
    const { erase } = await openBeside()
    const { code, out, err } = await erase(...ADA, '--yes', '--json')
    expect([code, err]).toEqual([0, ''])
    const first = receiptOf(out)
    expect(first).toMatchObject({
      by: 'email',
      browsers: 1,
      removed: { events: 2, aliases: 1, identity_facts: 1 },
      atGong: { delivered: 0, requestIds: [], uncertain: 0 },
      gongErasure: null,
      spool: null,
    })
    const again = receiptOf((await erase(...ADA, '--yes', '--json')).out)
    expect(again).toMatchObject({ removed: {}, tombstone: first.tombstone })
    expect(again.receiptId).not.toBe(first.receiptId)
  })

  it('does nothing at a no, and only counts before', async () => {
    const { erase, audit } = await openBeside({ answer: false })
    expect(await erase(...ADA)).toMatchObject({ code: 1, out: '' })
    expect(await audit()).toEqual([])
    const { out } = await erase(...ADA, '--yes', '--json')
    expect(receiptOf(out).removed).toMatchObject({ events: 2 })
  })

  it("says what rests in this machine's spool, where it is dropped on arrival", async () => {
    const { erase, folder } = await openBeside()
    const spool = openSpool(join(folder, 'spool.db'))
    onTestFinished(() => spool.close())
    const failed = { index: 0, reason: 'event_invalid' as const, detail: '' }
    const body = '{"email":"Ada@example.org"}'
    spool.append([JSON.stringify(aSpooledBeacon([], { failedEvents: [{ ...failed, body }] }))])
    const { out } = await erase(...ADA, '--yes', '--json')
    expect(receiptOf(out).spool).toMatchObject({ beacons: 1, namesThem: true, setAside: [] })
    const words = await erase(...ADA, '--yes')
    expect(words.out).toContain("1 beacon of anybody rests in this machine's spool")
  })

  it('names by what else the same browsers knew them, outside of the receipt', async () => {
    const { erase, store } = await openBeside()
    const seen = anEvent('page_view', { trackingId: 't-1', occurredAtMs: NOON_MS - 3000 })
    await store.appendBeacons([aSpooledBeacon([seen], { receivedAtMs: NOON_MS - 400 })])
    await stitch(store)
    const { code, out, err } = await erase(...ADA, '--yes', '--json')
    expect(code).toBe(0)
    expect(receiptOf(out).alsoKnownAs).toMatchObject([{ by: 'trackingId' }])
    expect(out).not.toContain('t-1')
    expect(err).toContain('tamtam erase --tracking-id "t-1" erases it too')
  })

  it('of one browser is asked by its site, which may be configured no more', async () => {
    const { erase, store } = await openBeside()
    const browser = ['--anonymous-id', 'b'.repeat(32), '--site', 'earlier']
    expect(await erase(...browser, '--yes', '--json')).toMatchObject({ code: 2, out: '' })
    const beacon = aSpooledBeacon([anEvent('page_view')], { anonymousId: 'b'.repeat(32) })
    await store.appendBeacons([{ ...beacon, siteId: 'earlier' }])
    const { code, out } = await erase(...browser, '--yes', '--json')
    expect(code).toBe(0)
    expect(receiptOf(out)).toMatchObject({ by: 'anonymousId', removed: { events: 1 } })
  })

  it('prints the receipt though the spool is damaged', async () => {
    const { erase, folder } = await openBeside()
    writeFileSync(join(folder, 'spool.db'), 'x'.repeat(8192))
    const { out } = await erase(...ADA, '--yes', '--json')
    expect(receiptOf(out)).toMatchObject({ removed: { events: 2 }, spool: 'unreadable' })
  })

  it.each([
    [[]],
    [[...ADA, '--tracking-id', 't']],
    [['--email', 'ada']],
    [['--phone', 'none']],
    [['--tracking-id', '', '--yes']],
    [['--tracking-id', '  ', '--yes']],
    [['--person-id', ' ', '--company-domain', 'acme.com', '--yes']],
    [['--anonymous-id', 'a'.repeat(32), '--site', 'nosuch', '--yes']],
    [['--anonymous-id', 'a'.repeat(32), '--site', ' ', '--yes']],
    [['--anonymous-id', 'a'.repeat(32)]],
    [['--anonymous-id', 'xyz', '--site', 'acme-www']],
    [['--person-id', '7']],
    [[...ADA, '--site', 'acme-www']],
    [[...ADA, '--confirm-email', 'ada@example.org']],
    [[...ADA, '--also-at-gong', '--yes']],
    [[...ADA, '--also-at-gong', '--confirm-email', 'bob@example.org']],
    [['--tracking-id', 't', '--also-at-gong']],
    [[...ADA]],
  ])('%j is misuse', async (args) => {
    const { erase, audit } = await openBeside()
    expect(await erase(...args)).toMatchObject({ code: 2, out: '' })
    expect(await audit()).toEqual([])
  })
})

describe('tamtam erase --also-at-gong', () => {
  async function openWithGong(given: { answer?: boolean; types?: string } = {}) {
    const doctor = await openTestDoctor()
    const cli = openTestCli({ env: doctor.env, ...given })
    const store = await openStore(doctor.storePath)
    onTestFinished(() => store.close())
    await aVisitOf('ada@example.org', store)
    const args = [...ADA, '--also-at-gong']
    return {
      ...doctor,
      ...cli,
      store,
      erase: (...more: string[]) => cli.run('erase', ...args, ...more),
    }
  }
  const CONFIRMED = ['--yes', '--confirm-email', 'ada@EXAMPLE.org']

  it('asks twice, says what Gong documents, and calls by one permit', async () => {
    const { erase, sandbox, store, asked } = await openWithGong({
      answer: true,
      types: 'ada@example.org',
    })
    const { code, out, err } = await erase()
    expect(code).toBe(0)
    expect(err).toContain('leads and contacts')
    expect(err).toContain('Digital interactions and other engagement events')
    expect(err).toContain('https://help.gong.io/apidocs/')
    expect(asked).toEqual([
      'Erase them here and at Gong? It cannot be taken back.',
      'To erase it at Gong too, type the e-mail address again:',
    ])
    expect(sandbox.erasures()).toEqual(['Ada@example.org'])
    expect(out).toContain('Gong has taken the request to erase the address (requestId ')
    expect((await store.readSpent(NOON_MS + 1000, [])).inDay.high).toBe(1)
    expect((await store.readAudit({ limit: 9 })).map(({ action }) => action)).toEqual([
      'erase_at_gong',
      'erase',
    ])
  })

  it('does nothing at all when what is typed differs', async () => {
    const { erase, sandbox, store } = await openWithGong({ answer: true, types: 'bob@example.org' })
    expect(await erase()).toMatchObject({ code: 1, out: '' })
    expect(sandbox.erasures()).toEqual([])
    expect(await store.readAudit({ limit: 9 })).toEqual([])
  })

  it('of what Gong refuses the receipt says so, and what was erased here stays erased', async () => {
    const { erase, sandbox } = await openWithGong()
    sandbox.addFault({ kind: 'answer-403', count: 1 })
    const failed = await erase(...CONFIRMED, '--json')
    expect(failed.code).toBe(1)
    const { removed, gongErasure } = receiptOf(failed.out)
    expect(removed).toMatchObject({ events: 2 })
    expect(gongErasure).toMatchObject({ kind: 'failed', status: 403 })
    expect(JSON.stringify(gongErasure)).toContain('api:data-privacy:delete')
    sandbox.addFault({ kind: 'answer-400', count: 1, errors: ['No Ada@example.org here.'] })
    const words = await erase(...CONFIRMED)
    expect(words.out).toContain('Gong has NOT taken the request')
    expect(words.out).toContain('No (the address) here.')
    const again = await erase(...CONFIRMED, '--json')
    expect(again.code).toBe(0)
    expect(receiptOf(again.out)).toMatchObject({ removed: {}, gongErasure: { kind: 'accepted' } })
  })

  it('in a preview erases nothing, since Gong could not be asked', async () => {
    const { run } = await openBeside()
    const { code, err } = await run('erase', ...ADA, '--also-at-gong', ...CONFIRMED)
    expect(code).toBe(1)
    expect(err).toContain('nothing was erased: no Gong is configured')
  })
})
