import { z } from 'zod'
import { parseAddressRange } from './address-range.js'
import { origin } from './config-origin.js'
import { strictObject } from './strict-object.js'

/** Where browsers find the collector: what its tracked links begin with. */
export const publicUrl = origin
  .refine((value) => value.startsWith('https:') && URL.canParse(value), {
    message: 'must begin with https:, as in "https://collector.example.com"',
  })
  .optional()

/** Whose X-Forwarded-For is believed. */
export const trustedProxies = z
  .array(
    z.string().refine((text) => parseAddressRange(text) !== null, {
      message: 'must be an address or a range such as "10.0.0.0/8" or "fd00::/8"',
    }),
  )
  .default([])

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header such as "cf-ipcountry"')
  .transform((name) => name.toLowerCase())

/** In which headers a trusted proxy says where the visitor is; of all others they are the visitor's own words. */
export const placeHeaders = strictObject({
  country: headerName,
  region: headerName.optional(),
  city: headerName.optional(),
}).optional()

const perSecond = z.number().positive()
/** Below one no beacon would ever pass. */
const burst = z.number().min(1)

const limits = strictObject({
  perAddressPerSecond: perSecond.default(20),
  perAddressBurst: burst.default(200),
  perSitePerSecond: perSecond.default(5000),
  perSiteBurst: burst.default(20_000),
  /** Different people whom pages may name, unproven, from one address in 24 hours; in events, not in beacons. */
  identitiesPerAddressPerDay: z.int().positive().max(1000).default(20),
})

/** In beacons; false for none. */
export const rateLimit = z
  .union([z.literal(false), limits], {
    // Of the two readings the object's is the one that tells what is wrong.
    error: (issue) =>
      issue.code === 'invalid_union' ? messagesOf(issue.errors.at(-1)) : undefined,
  })
  .prefault({})

function messagesOf(issues: readonly z.core.$ZodIssue[] = []): string {
  return issues
    .map(({ path, message }) => [...path, message].join(': '))
    .concat(issues.some(({ code }) => code === 'invalid_type') ? ['or false for no limit'] : [])
    .join('; ')
}

/** Where the collector answers by itself, whatever the configuration says. */
const TAKEN = ['/healthz', '/readyz', '/tamtam.json', '/v1/identities', '/v1/links', '/v1/shares']
const TAKEN_BELOW = ['/v1/links/', '/l/']

/** No query, no dot segment, and nothing that a router reads as a pattern. */
const path = z
  .string()
  .regex(/^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)+$/, {
    error: 'must be a path such as "/assets/site.js", without a query',
    abort: true,
  })
  .refine(
    (value) => !TAKEN.includes(value) && !TAKEN_BELOW.some((folder) => value.startsWith(folder)),
    { message: 'must not be a path of another use' },
  )

/** Names of one's own for script and events, which blockers' lists do not carry. */
export const paths = strictObject({
  script: path.default('/tamtam.js'),
  events: path.default('/v1/events'),
})
  .refine(({ script, events }) => script !== events, {
    message: 'script and events must differ',
  })
  .prefault({})
