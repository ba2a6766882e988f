import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { childrenOf, standStill } from './process-tree.js'

const stateOf = (pid: number): string | undefined =>
  /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]

it.runIf(process.platform === 'linux')(
  'a process stands still with its children, until it is let go',
  async () => {
    const parent = spawn('sh', ['-c', 'sleep 60 & echo born; wait'])
    await once(parent.stdout, 'data')
    const pid = parent.pid ?? 0
    const [child = 0] = childrenOf(pid)
    onTestFinished(() => {
      for (const each of [pid, child]) process.kill(each, 'SIGKILL')
    })

    const goOn = standStill(pid)
    await expect.poll(() => [pid, child].map(stateOf)).toEqual(['T', 'T'])
    goOn()
    await expect.poll(() => [pid, child].map(stateOf)).toEqual(['S', 'S'])
  },
)
