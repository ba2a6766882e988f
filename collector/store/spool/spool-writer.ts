import { Worker } from 'node:worker_threads'
import { createGroupCommit, type GroupCommit } from './group-commit.js'
import type { SpoolAnswer, SpoolRequest } from './spool-worker.js'

export interface SpoolWriter extends Pick<GroupCommit, 'append'> {
  /** False once the writing thread has ended. */
  isOpen(): boolean
  /** Commits what waits, then ends the thread. */
  close(): Promise<void>
}

/** What may wait for a commit before beacons are turned away: a second of the heaviest traffic. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024

/** Starts the thread that owns the spool's commits, so that no fsync ever stops the accepting thread. */
export async function openSpoolWriter(path: string): Promise<SpoolWriter> {
  const worker = new Worker(new URL('./spool-worker.js', import.meta.url), { workerData: { path } })
  const answers = createAnswers(worker)
  await answers.next()

  const groups = createGroupCommit(async (beacons) => {
    post(worker, { kind: 'append', beacons })
    const answer = await answers.next()
    if (answer.kind === 'failed') throw new Error(answer.cause)
  }, MAX_WAITING_BYTES)

  return {
    append: (beacon) => groups.append(beacon),
    isOpen: () => answers.isOpen(),
    async close() {
      await groups.drain()
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      post(worker, { kind: 'close' })
      await ended
    },
  }
}

function post(worker: Worker, request: SpoolRequest): void {
  worker.postMessage(request)
}

/** The worker answers in order and is asked one thing at a time; its end answers whoever waits with an error. */
function createAnswers(worker: Worker) {
  let settle: { resolve: (answer: SpoolAnswer) => void; reject: (error: Error) => void } | null =
    null
  let ended: Error | null = null
  const end = (error: Error): void => {
    ended ??= error
    settle?.reject(ended)
  }
  worker.on('message', (answer: SpoolAnswer) => settle?.resolve(answer))
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the spool thread has ended')))
  return {
    isOpen: () => ended === null,
    next: () =>
      new Promise<SpoolAnswer>((resolve, reject) => {
        if (ended) reject(ended)
        else settle = { resolve, reject }
      }),
  }
}
