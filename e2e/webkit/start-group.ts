import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Group {
  leader: ChildProcess
  /** Ends it and all that it has started; resolves when it is gone. */
  stop: () => Promise<void>
}

/**
 * Starts a program that starts others, in a process group of its own, so that none of them outlives this process. Its
 * file descriptor 3 is a pipe to us. Rejects when it cannot be started.
 */
export async function startGroup(
  path: string,
  { args, env = {} }: { args: string[]; env?: Record<string, string> },
): Promise<Group> {
  const leader = spawn(path, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  })
  await once(leader, 'spawn')
  const ended = once(leader, 'exit')
  const end = (): void => {
    // The leader may be gone while others of its group are not, or all of them.
    try {
      if (leader.pid) process.kill(-leader.pid, 'SIGTERM')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  process.once('exit', end)
  return {
    leader,
    async stop() {
      process.off('exit', end)
      end()
      await ended
    },
  }
}
