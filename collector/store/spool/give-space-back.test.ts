import { statSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allTexts, openTestSpool } from './test-spool.js'

it('a spool that was large is small again once it is nearly empty, and keeps what it has', () => {
  const { path, spool: writer } = openTestSpool()
  const { spool: forwarder } = openTestSpool({ path })
  const large = Array.from({ length: 100 }, () => 'x'.repeat(64 * 1024))
  for (let group = 0; group < 11; group++) writer.append(large)
  expect(statSync(path).size).toBeGreaterThan(64 * 1024 * 1024)

  forwarder.discardThrough(1000)
  expect(statSync(path).size).toBeGreaterThan(64 * 1024 * 1024)
  forwarder.discardThrough(1098)
  expect(statSync(path).size).toBeLessThan(1024 * 1024)
  expect(statSync(`${path}-wal`).size).toBe(0)
  writer.append(['one'])
  expect(forwarder.readAfter(1098, { maxBeacons: 9, maxBytes: 1e6 }).map(({ seq }) => seq)).toEqual(
    [1099, 1100, 1101],
  )
  expect(allTexts(writer)).toHaveLength(3)
})
