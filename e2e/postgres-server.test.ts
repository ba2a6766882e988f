import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const RUN = `
  import { startPostgres } from './e2e/postgres-server.ts'
  const server = await startPostgres({ durable: false })
  await server.close()
  process.exitCode = 3
`

it('a process that has run a server ends with its own exit code', () => {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', RUN]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([3, expect.not.stringContaining('Error')])
})
