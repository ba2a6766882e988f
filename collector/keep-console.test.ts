import { expect, it } from 'vitest'
import { openConsole } from './open-console.js'
import { createTestLogger } from './lib/test-logger.js'
import { read } from './test-config.js'

/** A console whose thread ends when the test says so. */
function openDyingConsole() {
  const { logger, lines } = createTestLogger()
  const ports: number[] = []
  let die: (why: Error) => void = () => undefined
  let closed = 0
  const start: Parameters<typeof openConsole>[1] = async ({ config }) => {
    ports.push(config.admin.port)
    return {
      port: 40_001,
      ended: new Promise((end) => (die = end)),
      async close() {
        closed++
      },
    }
  }
  const options = {
    config: read({ TAMTAM_ADMIN_PORT: '0' }),
    script: { path: '/t.js', immutablePath: '/t-1.js', integrity: 'sha384-1' },
    verbs: {
      readSightings: async () => {
        throw new Error('nobody asks')
      },
      metricsJson: async () => [],
      pipelineMetricsJson: async () => [],
    },
    logger,
  }
  return {
    open: () => openConsole(options, start),
    die: () => die(new Error('out of memory')),
    ports,
    lines,
    closed: () => closed,
  }
}

it('a console that dies is logged, and is back on the port that it had', async () => {
  const { open, die, ports, lines, closed } = openDyingConsole()
  const console = await open()
  expect([console.port, ports]).toEqual([40_001, [0]])
  die()
  await expect.poll(() => ports, { timeout: 10_000 }).toEqual([0, 40_001])
  expect(lines).toMatchObject([{ event: 'stage_failed', stage: 'the console', failures: 1 }])
  await console.close()
  expect(closed()).toBe(1)
})

it('a console that is closed stays closed', async () => {
  const { open, ports, lines, closed } = openDyingConsole()
  const console = await open()
  await console.close()
  expect([ports, lines, closed()]).toEqual([[0], [], 1])
})
