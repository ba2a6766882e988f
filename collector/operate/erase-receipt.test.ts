import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../wire/test-data.js'
import { openSpool } from '../store/spool/spool.js'
import type { Store } from '../store/store.js'
import { aSpooledBeacon, openTestStore, temporaryFolder } from '../store/test-store.js'
import { erasePerson } from './erase-person.js'
import { receiptInWords } from './receipt-in-words.js'
import { aVisitOf } from './test-people.js'

const ADA = { by: 'email', email: 'ada@example.org' } as const

async function aStore() {
  const test = await openTestStore({ clock: () => NOON_MS })
  await aVisitOf(ADA.email, test.store)
  return test.store
}

async function erase(store: Store, spoolPath: string | null = null) {
  const deps = { store, spoolPath, newId: () => 'receipt-1', wait: async () => undefined }
  const { receipt } = await erasePerson(deps, { whom: ADA, actor: 'cli:sam' })
  return { receipt, words: receiptInWords(receipt).join('\n') }
}

describe('a receipt', () => {
  it('is there whatever fails once somebody is erased, and says what is left to do', async () => {
    const store = await aStore()
    const away = (): Promise<never> => Promise.reject(new Error('no disk for Ada%40example.org'))
    const { receipt, words } = await erase({ ...store, readFailedNaming: away, emptyLog: away })
    expect(receipt).toMatchObject({ removed: { events: 2 }, logEmptied: false })
    expect(receipt.unfinished).toHaveLength(2)
    expect(words).toContain('UNFINISHED: failed events of other browsers')
    expect(words).toContain('erase them again')
    expect(JSON.stringify(receipt)).not.toMatch(/ada(@|%40)/i)
  })

  it('says that the spool is unreadable, and the rest is done', async () => {
    const spoolPath = join(temporaryFolder(), 'spool.db')
    writeFileSync(spoolPath, 'x'.repeat(8192))
    const { receipt, words } = await erase(await aStore(), spoolPath)
    expect(receipt).toMatchObject({ removed: { events: 2 }, spool: 'unreadable', unfinished: [] })
    expect(words).toContain("This machine's spool could not be read")
  })

  it("says that the name stands in the spool's files, though nothing rests there", async () => {
    const spoolPath = join(temporaryFolder(), 'spool.db')
    const spool = openSpool(spoolPath)
    const said = anEvent('identify', { person: { email: 'ADA@example.org' } })
    spool.append([JSON.stringify(aSpooledBeacon([said]))])
    spool.discardThrough(1)
    const store = await aStore()
    const { receipt, words } = await erase(store, spoolPath)
    expect(receipt.spool).toMatchObject({ beacons: 0, namesThem: false, filesNameThem: true })
    expect(words).toContain("The name stands in the spool's files")
    spool.overwriteForgotten()
    expect((await erase(store, spoolPath)).receipt.spool).toMatchObject({ filesNameThem: false })
    spool.close()
  })

  it('says that the log of the store could not be emptied, after some tries', async () => {
    const store = await aStore()
    let tries = 0
    const emptyLog = async () => {
      tries++
      return false
    }
    const { receipt, words } = await erase({ ...store, emptyLog })
    expect([receipt.logEmptied, tries]).toEqual([false, 5])
    expect(words).toContain('may still stand in the bytes')
  })

  it('is found again in the audit log, with what Gong has', async () => {
    const store = await aStore()
    const { receipt } = await erase(store)
    const [entry] = await store.readAudit({ limit: 1 })
    expect(entry?.detail).toMatchObject({ receiptId: 'receipt-1', atGong: receipt.atGong })
    expect(receipt.atGong).toHaveProperty('requestIds')
  })
})
