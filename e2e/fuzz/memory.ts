import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Of a process, now and at its highest. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export interface Memory {
  residentBytes: number
  peakBytes: number
}

const LOOK_EVERY_MS = 100

/** Null where there is no /proc, and so nothing to measure by. */
export function readMemory(pid: number): Memory | null {
  const path = `/proc/${pid}/status`
  if (!existsSync(path)) return null
  const status = readFileSync(path, 'utf8')
  const bytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
  return { residentBytes: bytesOf('VmRSS'), peakBytes: bytesOf('VmHWM') }
}

/** The least that the process kept while it had nothing to do for `restMs`. */
export async function readSettledBytes(pid: number, restMs: number): Promise<number | null> {
  let least: number | null = null
  for (let waitedMs = 0; waitedMs < restMs; waitedMs += LOOK_EVERY_MS) {
    await sleep(LOOK_EVERY_MS)
    const { residentBytes } = readMemory(pid) ?? {}
    if (residentBytes === undefined) return null
    least = Math.min(least ?? Infinity, residentBytes)
  }
  return least
}
