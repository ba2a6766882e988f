import { expect, it } from 'vitest'
import { VISITOR } from '../../wire/test-data.js'
import { ADA, openTestApi, refusalOf } from './test-api.js'

it('says why a request was refused, and nothing that its body said', async () => {
  const { tell, send, lines } = await openTestApi()
  const visitor = { anonymousId: VISITOR }
  const unknownKey = { visitor, person: { 'ada@analytical.example': 1 } }
  const { issues } = await refusalOf(tell(unknownKey))
  // Whoever sent it hears it.
  expect(issues.join()).toContain('ada@analytical.example')
  await send('/v1/links', { body: { url: 'https://evil.example/ada', person: ADA } })
  expect(lines).toEqual([
    expect.objectContaining({ reason: 'request_invalid', siteId: 'acme-www', status: 400 }),
    expect.objectContaining({ reason: 'request_invalid' }),
  ])
  expect(JSON.stringify(lines)).not.toMatch(/ada|evil|unknown key/)
})
