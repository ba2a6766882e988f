import { arch, cpus, platform } from 'node:os'
import type { Calibration } from './calibrate.js'
import { whole } from './in-words.js'

/** One line: what the machine is and what it gives just now. */
export function describeMachine({ cpuLoopsPerSecond, fsyncsPerSecond }: Calibration): string {
  const cores = cpus()
  const model = cores[0]?.model.trim() ?? 'unknown processor'
  return [
    `calibration: ${whole(cpuLoopsPerSecond)} CPU loops/s`,
    `${whole(fsyncsPerSecond)} appends of 4 KiB with fsync/s`,
    `Node ${process.version}`,
    `${cores.length} cores (${model})`,
    `${platform()} ${arch()}`,
  ].join(', ')
}
