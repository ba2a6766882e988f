import { expect, it } from 'vitest'
import type { ScenarioResult } from './run-scenario.js'
import { renderReport } from './write-report.js'

const PAID: ScenarioResult = {
  ...{ scenario: 'embedded', seed: 7, seconds: 90, faults: new Map(), breaches: [] },
  ...{ storedAfterSeconds: 1, foldedAfterSeconds: 2 },
  totals: {
    acknowledged: 400,
    refused: { '503': 0, '429': 0, network: 3 },
    longestSilenceMs: 1500,
  },
  check: {
    ...{ breaches: [], owed: 1200, owedFound: 1200, unansweredFound: 34, duplicates: 0 },
    ...{ visitors: 64, judgedVisitors: 60, orderedVisitors: 60 },
  },
}

const render = (result: ScenarioResult): string =>
  renderReport({ machine: 'a machine', seed: 7, seconds: 180, results: [result] })

it('tells how to run it again, on what it ran, and each debt beside what was owed', () => {
  const text = render(PAID)
  expect(text).toMatch(/^Written by `npm run soak -- --seconds 180 --seed 7` on \d{4}-/m)
  expect(text).toMatch(/^- a machine\n- hono \d/m)
  expect(text).toMatch(/embedded +\| 1,200 events \| +owed 1,200 \| +1.00 \| at least 1 \| yes/)
  expect(text).toContain('Seed 7: all debts are paid.')
})

it('tells of a debt that was not paid', () => {
  const check = { ...PAID.check, owedFound: 1198 }
  const breaches = [{ kind: 'lost' as const, details: ['one', 'two'] }]
  const text = render({ ...PAID, check, breaches })
  expect(text).toContain('BREACH embedded: lost (2)')
  expect(text).not.toContain('all debts are paid.')
  expect(text).toMatch(/1,198 events \| +owed 1,200 \| +1.00 \| at least 1 \| +no/)
})
