import { Worker } from 'node:worker_threads'
import type { CommitFault } from './commit-fault.js'
import { createGroupCommit, type GroupCommit } from './group-commit.js'
import type { SpoolAnswer, SpoolRequest, SpoolWorkerData } from './spool-worker.js'

export interface SpoolWriter extends Pick<GroupCommit, 'append' | 'whyFull'> {
  /** Where a damaged spool was put when this one was opened in its place, to be told to the owner; else null. */
  setAside: string | null
  /** False once the writing thread has ended. */
  isOpen(): boolean
  /** Commits what waits, then ends the thread. */
  close(): Promise<void>
}

/** What may wait for a commit before beacons are turned away: a second of the heaviest traffic. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024

/** The thread that owns the spool's commits, so that no fsync ever stops the accepting thread. */
export function startSpoolWorker(workerData: SpoolWorkerData): Worker {
  return new Worker(new URL('./spool-worker.js', import.meta.url), { workerData })
}

/**
 * Waits until the thread has opened the spool, and rejects when it cannot. `onDeath` is called should the thread ever
 * end by itself after that; its error says whether the file is damaged (`isDamaged`).
 */
export async function openSpoolWriter(
  worker: Worker,
  onDeath: (error: Error) => void,
): Promise<SpoolWriter> {
  let closing = false
  let open = false
  const answers = createAnswers(worker, (error) => {
    if (open && !closing) onDeath(error)
  })
  const opened = await answers.next()
  open = true

  const groups = createGroupCommit({
    async commit(beacons) {
      post(worker, { kind: 'append', beacons })
      const answer = await answers.next()
      if (answer.kind === 'failed') throw new CommitError(answer.fault, answer.cause)
      if (answer.kind === 'open') throw new Error('the spool thread answers out of turn')
      return answer
    },
    isRowsFault: (error) => error instanceof CommitError && error.fault === 'rows',
    maxWaitingBytes: MAX_WAITING_BYTES,
  })

  return {
    setAside: opened.kind === 'open' ? opened.setAside : null,
    append: (beacon) => groups.append(beacon),
    whyFull: () => groups.whyFull(),
    isOpen: () => answers.isOpen(),
    async close() {
      closing = true
      await groups.drain()
      post(worker, { kind: 'close' })
      await answers.ended
    },
  }
}

class CommitError extends Error {
  constructor(
    readonly fault: CommitFault,
    message: string,
  ) {
    super(message)
  }
}

function post(worker: Worker, request: SpoolRequest): void {
  worker.postMessage(request)
}

/** The worker answers in order and is asked one thing at a time; its end answers whoever waits with an error. */
function createAnswers(worker: Worker, onEnd: (error: Error) => void) {
  let settle: { resolve: (answer: SpoolAnswer) => void; reject: (error: Error) => void } | null =
    null
  let failure: Error | null = null
  const end = (error: Error): void => {
    if (failure) return
    failure = error
    settle?.reject(error)
    onEnd(error)
  }
  worker.on('message', (answer: SpoolAnswer) => settle?.resolve(answer))
  worker.on('error', end)
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  worker.on('exit', () => end(new Error('the spool thread has ended')))
  return {
    /** Resolves when the thread is gone, also when it was gone before. */
    ended,
    isOpen: () => failure === null,
    next: () =>
      new Promise<SpoolAnswer>((resolve, reject) => {
        if (failure) reject(failure)
        else settle = { resolve, reject }
      }),
  }
}
