import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import { DEFAULT_CONFIG_FILE } from '../lib/config-file.js'
import { createRateLimit } from './rate-limit.js'

const MIB = 1024 * 1024

/** What is in use once nothing is left to collect. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void // Node says so of its own flag.
  collect()
  return process.memoryUsage().heapUsed
}

it('a quarter of a million addresses cost no more memory than are remembered', () => {
  const { rateLimit } = DEFAULT_CONFIG_FILE
  const limit = createRateLimit({ rateLimit, trustedProxies: [], clock: () => NOON_MS })
  const come = (network: number) => {
    for (let n = 0; n < 125_000; n++) {
      const socketAddress = `${network}.${n >> 16}.${(n >> 8) & 255}.${n & 255}`
      limit.refuseAddress({ socketAddress, forwardedFor: undefined })
    }
    return usedBytes()
  }
  const before = usedBytes()
  const full = come(10)
  expect(full - before).toBeLessThan(32 * MIB)
  expect(come(11) - full).toBeLessThan(2 * MIB)
  // And it still counts.
  expect(limit.refuseAddress({ socketAddress: '12.0.0.1', forwardedFor: undefined })).toBeNull()
})
