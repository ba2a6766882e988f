import { randomUUID } from 'node:crypto'
import { readOutcome } from '../deliver/read-outcome.js'
import type { GongClient } from '../gong/client.js'
import { digitalInteraction, type DigitalInteraction } from '../gong/digital-interaction.js'
import type { Clock } from '../lib/clock.js'
import { ERROR_CODES } from '../lib/error-codes.js'
import { fail, pass, type Verdict } from './check.js'
import { answerInWords } from './answer-in-words.js'
import { callWithPermit, type CallDeps } from './permitted-call.js'

interface SendDeps extends CallDeps {
  client: Pick<GongClient, 'send'>
  clock: Clock
  companyName: string | undefined
  email: string
}

/** What Gong took. */
export interface Sent {
  eventId: string
  requestId: string | null
}

/** Sends one interaction that says of itself that it is a test; once, whatever comes of it. */
export async function sendTestInteraction(
  deps: SendDeps,
): Promise<{ verdict: Verdict; sent: Sent | null }> {
  const { client, clock, companyName, email } = deps
  const interaction: DigitalInteraction = digitalInteraction.parse({
    eventId: randomUUID(),
    timestamp: new Date(clock()).toISOString(),
    eventType: 'test sent',
    ...(companyName && { sourceSystemName: companyName }),
    content: { contentTitle: 'Tamtam test' },
    person: { email },
    customFields: [{ name: 'Test', value: 'sent by tamtam doctor', dataType: 'STRING' }],
  })
  const result = await callWithPermit(deps, () =>
    client.send({ name: 'digital-interaction', body: interaction }),
  )
  if (result.kind === 'not made') {
    const { found, next } = result.verdict
    return { verdict: fail(`not sent: ${found}`, next ?? ''), sent: null }
  }
  const outcome = readOutcome(result.answer, 0, 'digital-interaction')
  const { eventId } = interaction
  if (outcome.kind === 'delivered') {
    const { requestId } = outcome
    const found = `sent "Tamtam test" to ${email}: eventId ${eventId}, requestId ${requestId ?? 'none'}`
    return { verdict: pass(found), sent: { eventId, requestId } }
  }
  const isUnknown = outcome.kind === 'retry'
  return {
    verdict: fail(
      `${isUnknown ? 'whether it arrived is not known' : 'Gong refused it'} (eventId ${eventId}): ${answerInWords(result.answer)}`,
      `${ERROR_CODES[outcome.reason]}${isUnknown ? ' Look at the person in Gong before sending another: this one is not repeated.' : ''}`,
    ),
    sent: null,
  }
}
