import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '../../lib/clock.js'
import { checkSpool } from './check-spool.js'
import { commitFault, type CommitFault } from './commit-fault.js'
import type { SpoolLimits } from './room.js'
import { createSharedAppend } from './shared-append.js'
import { openSpool, type SpoolAppend } from './spool.js'
import { isDamaged } from './spool-damaged.js'

/** What the thread is started with. */
export interface SpoolWorkerData {
  path: string
  limits: Pick<SpoolLimits, 'maxBytes' | 'minFreeBytes'> | undefined
  /** The address of a shared store that is asked first, so that the spool is for its failures only. */
  sharedStore?: string | undefined
}

/** Sent by the accepting thread: one group to commit, or the wish to end. */
export type SpoolRequest = { kind: 'append'; beacons: string[] } | { kind: 'close' }

/** Sent back: the file is open, and where a damaged one was put; what came of the group. */
export type SpoolAnswer =
  | { kind: 'open'; setAside: string | null }
  | SpoolAppend
  | { kind: 'failed'; fault: CommitFault; cause: string }

const port = parentPort
if (!port) throw new Error('spool-worker runs as a worker thread only')

const { path, limits, sharedStore } = workerData as SpoolWorkerData
const setAside = checkSpool(path, systemClock())
const spool = openSpool(path, limits)
const shared = sharedStore === undefined ? null : createSharedAppend(sharedStore)

port.on('message', (request: SpoolRequest) => {
  void (request.kind === 'close' ? close() : answer(request.beacons))
})
port.postMessage({ kind: 'open', setAside } satisfies SpoolAnswer)

async function answer(beacons: string[]): Promise<void> {
  const durable = shared !== null && (await shared.tryAppend(beacons))
  port?.postMessage(durable ? ({ kind: 'durable' } satisfies SpoolAnswer) : append(beacons))
}

async function close(): Promise<void> {
  await shared?.close()
  spool.close()
  port?.close()
}

function append(beacons: string[]): SpoolAnswer {
  try {
    return spool.append(beacons)
  } catch (error) {
    // The end of the thread: nothing more can be trusted to the file.
    if (isDamaged(error)) throw error
    return { kind: 'failed', fault: commitFault(error), cause: String(error) }
  }
}
