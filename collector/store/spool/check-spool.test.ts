import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteFile } from '../driver.js'
import { temporaryFolder } from '../test-store.js'
import { checkSpool } from './check-spool.js'
import { openSpool } from './spool.js'
import { isDamaged } from './spool-damaged.js'
import { allTexts, openTestSpool } from './test-spool.js'

const NOON = Date.parse('2026-07-01T12:00:00.000Z')
const ASIDE = 'spool-damaged-2026-07-01T120000.000Z.db'

/** A closed spool of a few hundred pages, all in the file itself: while the log has a page, the file's is not read. */
function aSpoolFile(): string {
  const path = join(temporaryFolder(), 'spool.db')
  const spool = openSpool(path)
  spool.append(Array.from({ length: 1000 }, (_, index) => `${index} ${'x'.repeat(700)}`))
  spool.close()
  const file = openSqliteFile(path)
  file.pragma('wal_checkpoint(TRUNCATE)')
  file.close()
  return path
}

async function overwrite(path: string, at: number, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, at)
  await file.close()
}

describe('a damaged spool is set aside, and a new one takes its place:', () => {
  it.each<[string, (path: string) => unknown]>([
    ['garbage', (path) => writeFileSync(path, 'garbage '.repeat(2000))],
    ['an overwritten header', (path) => overwrite(path, 0, Buffer.alloc(16, 7))],
    ['a file cut off', (path) => truncateSync(path, statSync(path).size / 2)],
    ['a file cut off in a page', (path) => truncateSync(path, 4096 * 5 + 100)],
    ['garbage in a page in the middle', (path) => overwrite(path, 4096 * 50, Buffer.alloc(200, 7))],
    [
      "a file that is empty while its log isn't",
      (path) => {
        truncateSync(path, 0)
        writeFileSync(`${path}-wal`, 'x'.repeat(5000))
      },
    ],
    [
      'a table of another shape',
      (path) => {
        const file = openSqliteFile(path)
        file.exec('DROP TABLE beacons; CREATE TABLE beacons (id INTEGER)')
        file.close()
      },
    ],
    [
      'another database',
      (path) => {
        const file = openSqliteFile(path)
        file.exec('CREATE TABLE people (id INTEGER)')
        file.close()
      },
    ],
  ])('%s', async (_, damage) => {
    const path = aSpoolFile()
    await damage(path)
    const { size } = statSync(path)
    const aside = checkSpool(path, NOON)
    expect(aside).toBe(join(dirname(path), ASIDE))
    expect(statSync(aside ?? '').size).toBe(size)
    expect(readdirSync(dirname(path)).filter((name) => name.startsWith('spool.db'))).toEqual([])

    const { spool } = openTestSpool({ path })
    spool.append(['one'])
    expect(allTexts(spool)).toEqual(['one'])
  })
})

describe('a spool that is whole stays:', () => {
  it('one that is new, none at all, and one with beacons', () => {
    const path = join(temporaryFolder(), 'spool.db')
    expect(checkSpool(path, NOON)).toBe(null)
    expect(existsSync(path)).toBe(false)
    openSpool(path).close()
    expect(checkSpool(path, NOON)).toBe(null)
    expect(checkSpool(aSpoolFile(), NOON)).toBe(null)
  })

  it('of a process killed while it wrote, with every beacon that it called durable', async () => {
    const path = join(temporaryFolder(), 'spool.db')
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', writeForever(path)])
    onTestFinished(() => void child.kill('SIGKILL'))
    let durable = 0
    for await (const line of createInterface(child.stdout)) {
      durable = Number(line)
      if (durable === 500) child.kill('SIGKILL')
    }
    expect(durable).toBeGreaterThanOrEqual(500)
    expect(checkSpool(path, NOON)).toBe(null)
    const numbers = allTexts(openTestSpool({ path }).spool).map((text) => Number.parseInt(text))
    expect(numbers.slice(0, durable)).toEqual(Array.from({ length: durable }, (_, at) => at + 1))
  })

  it('with a log that ends in the middle of a commit, without that commit', () => {
    const path = join(temporaryFolder(), 'spool.db')
    const { spool } = openTestSpool({ path })
    for (const text of ['one', 'two', 'three']) spool.append([text])
    // As a loss of power leaves it.
    const torn = join(temporaryFolder(), 'spool.db')
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, torn + suffix)
    truncateSync(`${torn}-wal`, statSync(`${torn}-wal`).size - 100)
    expect(checkSpool(torn, NOON)).toBe(null)
    expect(allTexts(openTestSpool({ path: torn }).spool)).toEqual(['one', 'two'])
  })
})

/** Appends one beacon after the other until it is killed, and says of each that it is durable. */
const writeForever = (path: string): string => `
  import(${JSON.stringify(join(import.meta.dirname, 'spool.ts'))}).then(({ openSpool }) => {
    const spool = openSpool(${JSON.stringify(path)})
    for (let number = 1; ; number++) {
      spool.append([number + ' ' + 'x'.repeat(700)])
      process.stdout.write(number + '\\n')
    }
  })`

describe('damage that is met while running', () => {
  it('comes out of reading, appending and discarding as an error that says so', async () => {
    const path = aSpoolFile()
    const { spool } = openTestSpool({ path })
    // Every page but the first, under a connection that has none of them in memory.
    await overwrite(path, 4096, Buffer.alloc(statSync(path).size - 4096, 7))
    const works = [
      () => spool.readAfter(0, { maxBeacons: 10, maxBytes: 1e6 }),
      () => spool.append(['one']),
      () => spool.discardThrough(1),
    ]
    for (const work of works) expect(errorOf(work)).toSatisfy(isDamaged)
    expect(errorOf(works[0])).toMatchObject({ message: expect.stringContaining(path) as string })
  })

  it('is not said of a failure of another kind', () => {
    expect(isDamaged(new Error('locked'))).toBe(false)
    expect(isDamaged('SPOOL_DAMAGED')).toBe(false)
  })
})

function errorOf(work: (() => unknown) | undefined): unknown {
  try {
    return work?.()
  } catch (error) {
    return error
  }
}
