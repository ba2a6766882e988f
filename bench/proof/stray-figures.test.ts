import { expect, it } from 'vitest'
import { strayFigures } from './stray-figures.js'

const RESULTS = ['| accept | 13,132 beacons/s | 0.30 |', '22.6 % of 3,200 and 16.2 %.']

it('finds figures that no results have', () => {
  const prose = 'It takes 13,132 a second (0.31), tells 22.6 % of 3,201,\nand 96\n% of 180.'
  expect(strayFigures(prose, RESULTS)).toEqual(['0.31', '3,201', '96 %', '180'])
})

it('lets small whole numbers, code, links, tables and what was measured once be', () => {
  const prose = `Three of 20 in 5 ms, by \`--seconds 400\`, as [told](https://example.com/2026).

| 1 | 999 |

Measured once: 777.`
  expect(strayFigures(prose, RESULTS)).toEqual([])
})
