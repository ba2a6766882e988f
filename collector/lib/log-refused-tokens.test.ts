import { expect, it } from 'vitest'
import { NOON_MS, VISITOR } from '../../wire/test-data.js'
import { createTokenJudge } from './judge-token.js'
import { logRefusedTokens } from './log-refused-tokens.js'
import { createTestLogger } from './test-logger.js'
import { aJwtKey } from './test-tokens.js'

it('says seldom that tokens are refused, by site and reason, and says nobody', async () => {
  const { key, sign } = aJwtKey()
  const { logger, lines } = createTestLogger()
  let nowMs = NOON_MS
  const judgeToken = logRefusedTokens(createTokenJudge([key]), { logger, clock: () => nowMs })
  const judge = (token: string) =>
    judgeToken({
      token,
      siteId: 'acme-www',
      anonymousId: VISITOR,
      occurredAtMs: NOON_MS,
      receivedAtMs: NOON_MS,
    })
  expect(await judge(await sign())).toMatchObject({ kind: 'passed' })
  expect(lines).toEqual([])
  const expired = await sign({ nowMs: NOON_MS - 2 * 3_600_000 })
  for (const later of [0, 1000, 60_000]) {
    nowMs = NOON_MS + later
    expect(await judge(expired)).toMatchObject({ kind: 'refused' })
  }
  const line = { event: 'identify_refused', siteId: 'acme-www', reason: 'identity_token_expired' }
  expect(lines).toMatchObject([
    { ...line, suppressed: 0 },
    { ...line, suppressed: 1 },
  ])
  expect(JSON.stringify(lines)).not.toContain('ada')
})
