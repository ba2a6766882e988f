import type { DigitalInteraction } from './contract/digital-interaction.js'
import { createGongSandbox, type GongSandboxOptions } from './create-gong-sandbox.js'
import { parseJson } from './read-body.js'

/** Where a call goes when not to digital-interaction, and what it goes with. */
type To = { method: string; path: string; env: object; authorization: string }

const NOW_MS = Date.parse('2026-11-20T12:00:00Z')

/** An interaction that keeps the whole contract: half of a video, watched by a person with a company. */
export function aFullInteraction(): DigitalInteraction {
  return {
    eventId: '0b6f1b0e-2d1c-4c53-9d55-3f0a4d1f7a10',
    timestamp: '2026-11-20T12:59:30+01:00',
    eventType: 'video watched',
    sourceSystemName: 'Firnline',
    sessionId: 'c0ffee',
    device: 'MOBILE',
    content: {
      contentTitle: 'Product tour',
      contentId: '/tour#tour',
      contentUrl: 'https://www.firnline.example/tour',
      contentAdditionalInfoUrl: 'https://tamtam.firnline.example/events/1',
      contentLabel: ['video', 'tour'],
      numericContentDetails: { rangeFrom: 0, rangeTo: 100, value: 50, numericType: 'PERCENTAGE' },
      contentCustomFields: [{ name: 'Watched', value: '10', dataType: 'DURATION' }],
    },
    person: {
      name: 'Ada Lovelace',
      email: 'ada@analytical-engines.example',
      location: { country: 'GB', region: 'GB-LND', city: 'London' },
      company: { name: 'Analytical Engines', domain: 'analytical-engines.example' },
      personCustomFields: [{ name: 'Identity', value: 'self-reported' }],
    },
    customFields: [{ name: 'Views', value: '2', dataType: 'NUMBER' }],
  }
}

/** A sandbox whose clock stands at noon until it is turned, and calls to it with the right credentials. */
export function aSandbox(options: Partial<GongSandboxOptions> = {}) {
  let nowMs = NOW_MS
  let ids = 0
  const sandbox = createGongSandbox({
    clock: () => nowMs,
    newId: () => `request-${++ids}`,
    accessKey: 'key',
    accessKeySecret: 'secret',
    ...options,
  })
  return {
    ...sandbox,
    turnClock: (byMs: number) => (nowMs += byMs),

    /** Answers with the status and the errors of one call; the quota of a second is never in the way. */
    send: async (body: unknown, to: Partial<To> = {}) => {
      nowMs += 1000
      return callNow(body, to)
    },
    callNow,
  }

  async function callNow(body: unknown, to: Partial<To> = {}) {
    const { method = 'POST', path = '/v2/digital-interaction', env } = to
    const { authorization = `Basic ${btoa('key:secret')}` } = to
    const headers = { 'Content-Type': 'application/json', Authorization: authorization }
    const init = { method, headers, body: JSON.stringify(body) }
    const response = await sandbox.app.request(path, init, env)
    const text = await response.text()
    const { errors = [] } = (parseJson(text) ?? {}) as { errors?: string[] } // Ours, or no JSON.
    return { status: response.status, errors, text, response }
  }
}
