import { renameSync, writeFileSync } from 'node:fs'
import { pause } from './pause.js'

/** A collector's clock, as jump-clock.mjs reads it. */
export interface SoakClock {
  file: string
  /** 0 is right. Resolves when it has come through. */
  setOffset(ms: number): Promise<void>
  isOff(): boolean
  /** Another number whenever the clock was turned, so that who asks twice knows that it stood in between. */
  turns(): number
}

/** Longer than the collector's threads go without a look at the file. */
const COME_THROUGH_MS = 100

export function createSoakClock(file: string): SoakClock {
  let turns = 0
  let off = false
  const write = (ms: number): void => {
    writeFileSync(`${file}.new`, String(ms))
    renameSync(`${file}.new`, file)
  }
  write(0)
  return {
    file,
    async setOffset(ms) {
      turns++
      if (ms !== 0) off = true
      write(ms)
      await pause(COME_THROUGH_MS)
      off = ms !== 0
      turns++
    },
    isOff: () => off,
    turns: () => turns,
  }
}
