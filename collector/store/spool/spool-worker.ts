import { parentPort, workerData } from 'node:worker_threads'
import { openSpool } from './spool.js'

/** Sent by the accepting thread: one group to commit, or the wish to end. */
export type SpoolRequest = { kind: 'append'; beacons: string[] } | { kind: 'close' }

/** Sent back: the file is open; the group is durable; or why it is not. */
export type SpoolAnswer = { kind: 'open' } | { kind: 'durable' } | { kind: 'failed'; cause: string }

const port = parentPort
if (!port) throw new Error('spool-worker runs as a worker thread only')

const { path } = workerData as { path: string }
const spool = openSpool(path)

port.on('message', (request: SpoolRequest) => {
  if (request.kind === 'close') {
    spool.close()
    port.close()
    return
  }
  port.postMessage(append(request.beacons))
})
port.postMessage({ kind: 'open' } satisfies SpoolAnswer)

function append(beacons: string[]): SpoolAnswer {
  try {
    spool.append(beacons)
    return { kind: 'durable' }
  } catch (error) {
    return { kind: 'failed', cause: String(error) }
  }
}
