import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What this machine gives just now, to read the other figures by. */
export interface Calibration {
  cpuLoopsPerSecond: number
  fsyncsPerSecond: number
}

const CALIBRATION_MS = 1000
const STEPS_PER_LOOP = 100_000
const APPEND_BYTES = 4096

/** `folder` is where the data will lie: its disk is the one that counts. */
export function calibrate(folder: string): Calibration {
  return {
    cpuLoopsPerSecond: ratePerSecond(spinOnce),
    fsyncsPerSecond: withAppendedFile(join(folder, 'calibration'), (fd) => {
      const block = Buffer.alloc(APPEND_BYTES)
      return ratePerSecond(() => {
        writeSync(fd, block)
        fsyncSync(fd)
      })
    }),
  }
}

function ratePerSecond(operation: () => void): number {
  const startMs = performance.now()
  let count = 0
  let elapsedMs = 0
  for (; elapsedMs < CALIBRATION_MS; elapsedMs = performance.now() - startMs) {
    operation()
    count++
  }
  return (count * 1000) / elapsedMs
}

let seed = 1

/** A fixed number of dependent integer steps, kept in a module variable so that none is optimised away. */
function spinOnce(): void {
  let value = seed
  for (let step = 0; step < STEPS_PER_LOOP; step++) {
    value = (Math.imul(value, 1_664_525) + 1_013_904_223) | 0
  }
  seed = value
}

function withAppendedFile<T>(path: string, use: (fd: number) => T): T {
  const fd = openSync(path, 'a')
  try {
    return use(fd)
  } finally {
    closeSync(fd)
    rmSync(path)
  }
}
