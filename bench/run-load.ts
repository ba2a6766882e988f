import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { LoadOrder, LoadResult } from './load.js'

/** Applies one load from a process of its own. Rejects when any answer was not 204. */
export async function runLoad(order: LoadOrder): Promise<LoadResult> {
  const child = fork(new URL('./load-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit')
  child.send(order)
  const answer = await Promise.race([once(child, 'message'), exited.then(() => null)])
  if (!answer) throw new Error('the load generator ended without a result')
  await exited
  process.off('exit', kill)

  const result = answer[0] as LoadResult // Our own process, started above.
  const refusals = Object.entries(result.refusals)
  if (refusals.length > 0) {
    const words = refusals.map(([answered, count]) => `${answered}: ${count}`).join(', ')
    throw new Error(`${order.subject} did not answer 204 to every beacon (${words})`)
  }
  return result
}
