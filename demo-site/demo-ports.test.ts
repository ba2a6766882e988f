import { expect, it } from 'vitest'
import { findPorts, readPorts } from './demo-ports.js'
import { holdPort } from './free-port.js'

const ANY = { site: 0, collector: 0, console: 0, sandbox: 0 }

it('reads what is set and leaves the rest to be found', () => {
  expect(readPorts({ DEMO_SITE_PORT: '3000', DEMO_SANDBOX_PORT: '' })).toEqual({
    ...ANY,
    site: 3000,
  })
})

it.each(['65536', '-1', '80a', '8 0'])('refuses %j and names the variable', (value) => {
  expect(() => readPorts({ DEMO_COLLECTOR_PORT: value })).toThrow(
    `DEMO_COLLECTOR_PORT: expected a port from 1 to 65535, got "${value}"`,
  )
})

it('finds four ports that are not one', async () => {
  const { site, collector, console, sandbox } = await findPorts(ANY)
  expect(new Set([0, site, collector, console, sandbox]).size).toBe(5)
})

it('names the variable of a port that another process has', async () => {
  const other = await holdPort(0)
  await expect(findPorts({ ...ANY, collector: other.port })).rejects.toThrow(
    `DEMO_COLLECTOR_PORT: expected a free port, got ${other.port}, which is taken already`,
  )
  await other.release()
})

it('names the second variable when two are set to one port', async () => {
  const { port, release } = await holdPort(0)
  await release()
  await expect(findPorts({ ...ANY, site: port, sandbox: port })).rejects.toThrow(
    `DEMO_SANDBOX_PORT: expected a free port, got ${port}`,
  )
})
