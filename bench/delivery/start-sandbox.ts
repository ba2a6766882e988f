import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AcceptedCall } from '../../demo-site/gong-sandbox/accepted-calls.js'
import type { LoggedCall } from '../../demo-site/gong-sandbox/call-log.js'
import type { FaultRequest } from '../../demo-site/gong-sandbox/faults.js'
import type { summarise } from '../../demo-site/gong-sandbox/inspection.js'

export const KEYS = { accessKey: 'bench', accessKeySecret: 'bench-secret' }

export type Summary = ReturnType<typeof summarise>

/** Gong's stand-in in a process of its own, by its own clock. */
export interface SandboxProcess {
  url: string
  summary(): Promise<Summary>
  calls(): Promise<LoggedCall[]>
  accepted(): Promise<AcceptedCall[]>
  addFault(fault: FaultRequest): Promise<void>
  close(): Promise<void>
}

export async function startSandbox(): Promise<SandboxProcess> {
  const child = fork(new URL('./sandbox-process.ts', import.meta.url), {
    execArgv: ['--import', 'tsx'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const exited = once(child, 'exit')
  const said = await Promise.race([once(child, 'message'), exited.then(() => null)])
  if (!said) throw new Error('the sandbox ended before it listened')
  const url = String(said[0])

  async function read(path: string): Promise<unknown> {
    const answer = await fetch(`${url}/sandbox/${path}`)
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} for ${path}`)
    return answer.json()
  }
  return {
    url,
    // Our own process, started above, answers what its own types say.
    summary: async () => (await read('summary')) as Summary,
    calls: async () => (await read('calls')) as LoggedCall[],
    accepted: async () => (await read('accepted')) as AcceptedCall[],
    async addFault(fault) {
      const answer = await fetch(`${url}/sandbox/faults`, {
        method: 'POST',
        body: JSON.stringify(fault),
      })
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to a fault`)
    },
    async close() {
      child.disconnect()
      await exited
      process.off('exit', kill)
    },
  }
}
