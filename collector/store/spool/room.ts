import { statfsSync } from 'node:fs'

/** How much the spool may take. */
export interface SpoolLimits {
  /** Of the spool's own file; the log beside it comes to a few megabytes more. */
  maxBytes: number
  /** What must stay free on the disk, for the store and whoever else lives there. */
  minFreeBytes: number
  /** Bytes that the folder's disk has free; for tests. */
  freeBytes?: (folder: string) => number
  /** Milliseconds since any fixed moment; for tests. */
  monotonicMs?: () => number
}

/** A look at the disk costs some microseconds: nothing once a second, and too much for every commit. */
const LOOK_EVERY_MS = 1000

/** Tells whether the disk of a folder has less free than must stay so, as of a second ago. */
export function createRoom(folder: string, limits: SpoolLimits): { isShort: () => boolean } {
  const { minFreeBytes, freeBytes = freeBytesOf, monotonicMs = () => performance.now() } = limits
  let lookedAtMs = -Infinity
  let short = false
  return {
    isShort() {
      const nowMs = monotonicMs()
      if (nowMs - lookedAtMs >= LOOK_EVERY_MS) {
        lookedAtMs = nowMs
        short = freeBytes(folder) < minFreeBytes
      }
      return short
    },
  }
}

/** What this process may take, which is less than what is free where some is kept for root. */
function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    // Where it cannot be asked, the commit itself will say when there is no room.
    return Infinity
  }
}
