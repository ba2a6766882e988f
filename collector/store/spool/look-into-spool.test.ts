import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { anEvent, NOON_MS } from '../../../wire/test-data.js'
import { openSqliteFile } from '../driver.js'
import { aSpooledBeacon, temporaryFolder } from '../test-store.js'
import { lookIntoSpool } from './look-into-spool.js'
import { asLines, openTestSpool } from './test-spool.js'

it('says how many beacons wait, since when, and whether one of them holds a text', () => {
  const { path, spool } = openTestSpool()
  expect(lookIntoSpool(path, 'x')).toEqual({
    beacons: 0,
    oldestReceivedAtMs: null,
    holdsText: false,
  })
  const event = anEvent('page_view')
  const beacons = [1, 2, 3].map((second) =>
    aSpooledBeacon(second === 3 ? [event] : [], { receivedAtMs: NOON_MS + second }),
  )
  spool.append(asLines(beacons))
  spool.discardThrough(1)
  expect(lookIntoSpool(path, event.eventId)).toEqual({
    beacons: 2,
    oldestReceivedAtMs: NOON_MS + 2,
    holdsText: true,
  })
  expect(lookIntoSpool(path, 'elsewhere')).toMatchObject({ holdsText: false })
})

it('makes no spool where there is none', () => {
  const path = join(temporaryFolder(), 'spool.db')
  expect(lookIntoSpool(path, 'x')).toBeNull()
  expect(existsSync(path)).toBe(false)
})

it('bears what is no beacon and no UTF-8', () => {
  const { path, spool } = openTestSpool()
  spool.append(['no JSON'])
  const file = openSqliteFile(path)
  file.exec(`INSERT INTO beacons (body) VALUES (CAST(x'ff61' AS TEXT))`)
  file.close()
  expect(lookIntoSpool(path, 'a')).toEqual({
    beacons: 2,
    oldestReceivedAtMs: null,
    holdsText: true,
  })
})
