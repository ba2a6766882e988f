import { expect, it } from 'vitest'
import { partsInWords } from './parts-in-words.js'

it('says what each priority may use, what is released of it and what could be sent now', () => {
  const waiting = { interactions: 0, oldestSinceMs: null }
  const part = { used: 0, usedWithLower: 0, waiting }
  const text = partsInWords({
    callsPerDay: 5000.5,
    priorities: {
      high: { ...part, allowed: 5000.5, released: 5000.5, room: 4000 },
      normal: { ...part, allowed: 4000, released: 1200, room: 900 },
      low: { ...part, allowed: 2500, released: 750, room: 0 },
    },
  })
  expect(text).toContain('all 5,000 calls')
  expect(text).toContain('together at most 4,000, low alone 2,500')
  expect(text).toContain('so far 1,200 and 750')
  expect(text).toContain('4,000 for high, 900 for normal and 0 for low')
})
