import { z } from 'zod'
import { siteId } from '../../wire/beacon.js'

/** An origin as browsers send it: no path, no trailing slash; `:*` for any port. */
const origin = z
  .string()
  .regex(/^https?:\/\/[a-z0-9.-]+(:(\d+|\*))?$|^https?:\/\/\[[0-9a-f:]+\](:(\d+|\*))?$/, {
    error: 'must be an origin such as "https://www.example.com", without a path',
    abort: true,
  })
  .refine((value) => !URL.canParse(value) || new URL(value).origin === value, {
    // What is no address at all, such as one that ends in `:*`, is the pattern's to judge.
    message: "must leave the scheme's own port out, as browsers do",
  })

const site = z.strictObject({
  siteId,
  /** Where the site's pages live; beacons from elsewhere are refused. */
  origins: z.array(origin).min(1),
  /** What becomes of a person whom the page alone names: held, sent and labelled so, or sent. */
  identity: z.enum(['strict', 'labelled', 'open']).default('labelled'),
  /** Cut from the end of page titles, such as " | Acme". */
  titleSuffixes: z.array(z.string().min(1)).default([]),
})

export const configFile = z.strictObject({
  /** Gong's sourceSystemName: the company that set this up. */
  companyName: z.string().trim().min(1, 'must not be blank').optional(),
  sites: z
    .array(site)
    .min(1)
    .refine((sites) => new Set(sites.map((each) => each.siteId)).size === sites.length, {
      message: 'must not name a siteId twice',
    }),
  coalesce: z
    .strictObject({
      /** An interaction is sealed after so long without another event of its own. */
      quietSeconds: z.number().positive().max(3600).default(120),
      /** And after so long in any case. */
      maxSeconds: z.number().positive().max(86_400).default(1800),
    })
    .prefault({}),
  hold: z
    .strictObject({
      /** How long an interaction waits for its visitor to become somebody. */
      days: z.number().positive().max(365).default(30),
    })
    .prefault({}),
  budget: z
    .strictObject({
      /** Our part of Gong's daily quota; the rest is left to the company's other integrations. */
      share: z.number().positive().max(1).default(0.8),
    })
    .prefault({}),
})

export type ConfigFile = z.infer<typeof configFile>
export type Site = ConfigFile['sites'][number]

/** Without a file: one site that any page on this machine may send for. */
export const DEFAULT_CONFIG_FILE: ConfigFile = configFile.parse({
  sites: [{ siteId: 'demo', origins: ['http://localhost:*', 'http://127.0.0.1:*'] }],
})
