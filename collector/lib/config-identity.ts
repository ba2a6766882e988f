import { z } from 'zod'
import { domain } from '../../wire/text.js'
import { strictObject } from './strict-object.js'

/** A key by which the site's own server signs who its visitor is. */
const jwtKey = z.discriminatedUnion('alg', [
  strictObject({
    kid: z.string().min(1).max(64),
    alg: z.enum(['EdDSA', 'ES256']),
    /** PEM (SPKI), relative to the working directory. */
    publicKeyFile: z.string().min(1),
  }),
  strictObject({
    kid: z.string().min(1).max(64),
    alg: z.literal('HS256'),
    /** At least 32 bytes, relative to the working directory. */
    secretFile: z.string().min(1),
  }),
])

export type JwtKey = z.infer<typeof jwtKey>

/** What a site says of its visitors' identities. */
export const siteIdentity = {
  /** What becomes of a person whom the page alone names: held, sent and labelled so, or sent. */
  identity: z.enum(['strict', 'labelled', 'open']).default('labelled'),
  /** Two at most: one that signs, and one that is on its way in or out. */
  jwt: z
    .array(jwtKey)
    .max(2, 'must have at most two keys')
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, {
      message: 'must not name a kid twice',
    })
    .default([]),
  /** Whose people are the company's own: what they do is never sent, and no company is named by these. */
  ownDomains: z.array(domain.transform((name) => name.toLowerCase())).default([]),
}

/** Tracked links, which name whoever comes by them. */
export const links = strictObject({
  /** How long a link names its person, unless it was made for a shorter time. */
  days: z.number().positive().max(730).default(90),
  /** A person has a few browsers; in more than these a link was handed on and names nobody. */
  maxBrowsers: z.int().min(1).max(100).default(3),
}).prefault({})
