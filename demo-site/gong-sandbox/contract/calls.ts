import type { z } from 'zod'
import { contentShared, contentViewed, customAction } from './engagement.js'
import { digitalInteraction } from './digital-interaction.js'
import { integrationSettings } from './integration-settings.js'

/** One call of Gong's contract: where it is made, what its body must be, and what identifies and dates it. */
export type Call<T> = {
  method: 'POST' | 'PUT'
  path: string
  schema: z.ZodType<T>
  eventIdOf: (body: T) => string | undefined
  timestampOf: (body: T) => string | undefined
  /** The engagement calls answer with an integrationId besides the requestId. */
  answersIntegrationId: boolean
}

/** The five calls. Anything else, the plural `/v2/digital-interactions` included, is no call of Gong's. */
const calls = {
  'digital-interaction': call({
    method: 'POST',
    path: '/v2/digital-interaction',
    schema: digitalInteraction,
    eventIdOf: (body) => body.eventId,
    timestampOf: (body) => body.timestamp,
    answersIntegrationId: false,
  }),
  'content-viewed': engagement('/v2/customer-engagement/content/viewed', contentViewed),
  'content-shared': engagement('/v2/customer-engagement/content/shared', contentShared),
  'custom-action': engagement('/v2/customer-engagement/action', customAction),
  'integration-settings': call({
    method: 'POST',
    path: '/v2/integration-settings',
    schema: integrationSettings,
    eventIdOf: () => undefined,
    timestampOf: () => undefined,
    answersIntegrationId: false,
  }),
}

export type CallName = keyof typeof calls

/** What each call's body is, once it was accepted. */
export type Bodies = { [C in CallName]: z.infer<(typeof calls)[C]['schema']> }

export const CALL_NAMES = Object.keys(calls) as CallName[] // Object.keys forgets which keys.

/** The call of that name for those who handle its body without looking into it. */
export function callNamed(name: CallName): Call<unknown> {
  // Safe as long as the body that its readers are given has passed its own schema.
  return calls[name] as unknown as Call<unknown>
}

function engagement<T extends { eventTimestamp: string; eventId?: string | undefined }>(
  path: string,
  schema: z.ZodType<T>,
): Call<T> {
  return call({
    method: 'PUT',
    path,
    schema,
    eventIdOf: (body) => body.eventId,
    timestampOf: (body) => body.eventTimestamp,
    answersIntegrationId: true,
  })
}

function call<T>(definition: Call<T>): Call<T> {
  return definition
}
