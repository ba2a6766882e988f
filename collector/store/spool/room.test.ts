import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../test-store.js'
import type { Spool } from './spool.js'
import { allTexts, openTestSpool } from './test-spool.js'

const BEACONS = Array.from({ length: 20 }, (_, index) => `${index}${'x'.repeat(1000)}`)

/** Appends until there is no room; returns how many beacons are durable. */
function fill(spool: Spool): number {
  for (let durable = 0; ; durable += BEACONS.length) {
    if (spool.append(BEACONS).kind === 'full') return durable
  }
}

describe('a file of the largest size it may have', () => {
  it('takes no more, gives back what it has, and takes again once that is discarded', () => {
    const { path, spool } = openTestSpool({ limits: { maxBytes: 500_000, minFreeBytes: 0 } })
    const durable = fill(spool)
    expect(durable).toBeGreaterThan(200)
    expect(allTexts(spool)).toHaveLength(durable)
    expect(spool.append(BEACONS).kind).toBe('full')
    spool.discardThrough(100)
    expect(spool.append(BEACONS)).toEqual({ kind: 'durable' })
    expect(allTexts(spool)).toHaveLength(durable - 80)
    spool.close()
    expect(statSync(path).size).toBeLessThanOrEqual(500_000)
  })
})

describe('a disk that has less free than must stay so', () => {
  it('takes no more until there is more again, and is looked at once a second', () => {
    let free = 100
    let nowMs = 0
    let looks = 0
    const freeBytes = (): number => (looks++, free)
    const limits = { maxBytes: 1e9, minFreeBytes: 50, freeBytes, monotonicMs: () => nowMs }
    const { spool } = openTestSpool({ limits })
    spool.append(['one'])
    free = 49
    nowMs = 999
    expect([spool.append(['two']).kind, looks]).toEqual(['durable', 1])
    nowMs = 1000
    expect(spool.append(['three'])).toEqual({ kind: 'full', why: 'the disk has too little free' })
    expect(allTexts(spool)).toEqual(['one', 'two'])
    spool.discardThrough(1)
    free = 50
    nowMs = 2000
    expect(spool.append(['four']).kind).toBe('durable')
    expect(allTexts(spool)).toEqual(['two', 'four'])
  })

  it('is asked of the operating system', () => {
    const limits = { maxBytes: 1e9, minFreeBytes: Number.MAX_SAFE_INTEGER }
    expect(openTestSpool({ limits }).spool.append(['one']).kind).toBe('full')
    expect(
      openTestSpool({ limits: { ...limits, minFreeBytes: 1 } }).spool.append(['one']).kind,
    ).toBe('durable')
  })
})

const noDisk = whyNoSmallDisk()

describe(`a disk that is really full${noDisk}`, () => {
  it.runIf(noDisk === '')(
    'takes no more, gives back what it has, and takes again once there is room',
    () => {
      const folder = temporaryFolder()
      mountSmallDisk(folder)
      onTestFinished(() => unmount(folder))
      const ballast = join(folder, 'ballast')
      writeFileSync(ballast, Buffer.alloc(1024 * 1024))
      const path = join(folder, 'spool.db')
      const { spool } = openTestSpool({ path, limits: { maxBytes: 1e9, minFreeBytes: 0 } })
      const { spool: reader } = openTestSpool({ path })

      const durable = fill(spool)
      expect(allTexts(reader)).toHaveLength(durable)
      rmSync(ballast)
      reader.discardThrough(durable - 1)
      expect(allTexts(reader)).toHaveLength(1)
      expect(spool.append(BEACONS)).toEqual({ kind: 'durable' })
      expect(allTexts(reader)).toHaveLength(1 + BEACONS.length)
    },
  )
})

function mountSmallDisk(folder: string): void {
  run('mount', '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder)
}

/** Lazily: files of it may still be open. */
function unmount(folder: string): void {
  run('umount', '--lazy', folder)
}

function run(program: string, ...words: string[]): void {
  execFileSync(program, words, { stdio: 'pipe' })
}

/** For the title: empty where a disk of 4 MB in memory can be had. */
function whyNoSmallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tamtam-'))
  try {
    mountSmallDisk(folder)
    unmount(folder)
    return ''
  } catch {
    // Most users may not mount anything; the page cap above takes the same path in SQLite.
    return ' (skipped: a small disk cannot be mounted here)'
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
