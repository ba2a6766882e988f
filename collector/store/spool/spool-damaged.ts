import { commitFault } from './commit-fault.js'

const CODE = 'SPOOL_DAMAGED'

/** The spool's file is not what was written to it. */
export class SpoolDamagedError extends Error {
  // Errors that come out of a worker thread keep their fields and lose their class.
  readonly code = CODE
}

/** Whether the spool must be set aside (`setSpoolAside`) before anybody opens it again. Knows errors of threads too. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === CODE
}

/** Does `work`; what SQLite says of damage comes out as `SpoolDamagedError`. */
export function namingDamage<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (commitFault(cause) !== 'damage') throw cause
    throw new SpoolDamagedError(`${path} is damaged: ${String(cause)}`, { cause })
  }
}
