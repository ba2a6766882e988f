import type { z } from 'zod'
import { contentShared, type ContentShared } from './content-shared.js'
import { contentViewed, type ContentViewed } from './content-viewed.js'
import { customAction, type CustomAction } from './custom-action.js'
import { digitalInteraction, type DigitalInteraction } from './digital-interaction.js'
import { integrationSettings, type IntegrationSettings } from './integration-settings.js'

/** What each call sends. */
export interface Bodies {
  'digital-interaction': DigitalInteraction
  'content-viewed': ContentViewed
  'content-shared': ContentShared
  'custom-action': CustomAction
  'integration-settings': IntegrationSettings
}

export type CallName = keyof Bodies

/** One call with the body that belongs to it. */
export type GongCall = { [C in CallName]: { name: C; body: Bodies[C] } }[CallName]

export interface CallDefinition<Body> {
  method: 'POST' | 'PUT'
  path: string
  schema: z.ZodType<Body>
}

/** Where each call is made and what its body must be. */
export const CALLS: { readonly [C in CallName]: CallDefinition<Bodies[C]> } = {
  'digital-interaction': {
    method: 'POST',
    path: '/v2/digital-interaction',
    schema: digitalInteraction,
  },
  'content-viewed': {
    method: 'PUT',
    path: '/v2/customer-engagement/content/viewed',
    schema: contentViewed,
  },
  'content-shared': {
    method: 'PUT',
    path: '/v2/customer-engagement/content/shared',
    schema: contentShared,
  },
  'custom-action': {
    method: 'PUT',
    path: '/v2/customer-engagement/action',
    schema: customAction,
  },
  'integration-settings': {
    method: 'POST',
    path: '/v2/integration-settings',
    schema: integrationSettings,
  },
}
