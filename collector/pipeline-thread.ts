import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PipelineWorkerData } from './pipeline-worker.js'

export interface PipelineThread {
  isOpen(): boolean
  /** Lets calls under way come to their end, then ends the thread. */
  close(): Promise<void>
}

/**
 * Starts all stages in a thread of their own, so that accepting never waits for them. `onDeath` is called should the
 * thread ever end by itself. Rejects when the store cannot be opened.
 */
export async function startPipelineThread(
  workerData: PipelineWorkerData,
  onDeath: (error: Error) => void,
): Promise<PipelineThread> {
  const worker = new Worker(new URL('./pipeline-worker.js', import.meta.url), {
    workerData,
    transferList: [workerData.questions, workerData.watch],
  })
  await once(worker, 'message')

  let open = true
  let closing = false
  worker.on('error', (error: Error) => {
    open = false
    onDeath(error)
  })
  worker.on('exit', () => {
    if (open && !closing) onDeath(new Error('the pipeline thread has ended'))
    open = false
  })
  return {
    isOpen: () => open,
    async close() {
      closing = true
      if (!open) return
      worker.postMessage('close')
      await once(worker, 'exit')
    },
  }
}
