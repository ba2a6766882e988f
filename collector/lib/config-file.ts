import { z } from 'zod'
import { siteId } from '../../wire/beacon.js'
import { paths, rateLimit, trustedProxies } from './config-traffic.js'
import { strictObject } from './strict-object.js'

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

const site = strictObject({
  siteId,
  /** Where the site's pages live; beacons from elsewhere are refused. */
  origins: z.array(origin).min(1),
  /** What becomes of a person whom the page alone names: held, sent and labelled so, or sent. */
  identity: z.enum(['strict', 'labelled', 'open']).default('labelled'),
  /** Whether beacons of bots are only counted, or stored like any other. */
  bots: z.enum(['drop', 'keep']).default('drop'),
  /** Cut from the end of page titles, such as " | Acme". */
  titleSuffixes: z.array(z.string().min(1)).default([]),
})

/** Ten years: longer is a slip. */
const retentionDays = z.int().positive().max(3650)

export const configFile = strictObject({
  /** Gong's sourceSystemName: the company that set this up. */
  companyName: z.string().trim().min(1, 'must not be blank').optional(),
  sites: z
    .array(site)
    .min(1)
    .refine((sites) => new Set(sites.map((each) => each.siteId)).size === sites.length, {
      message: 'must not name a siteId twice',
    }),
  coalesce: strictObject({
    /** An interaction is sealed after so long without another event of its own. */
    quietSeconds: z.number().positive().max(3600).default(120),
    /** And after so long in any case. */
    maxSeconds: z.number().positive().max(86_400).default(1800),
  }).prefault({}),
  hold: strictObject({
    /** How long an interaction waits for its visitor to become somebody. */
    days: z.number().positive().max(365).default(30),
  }).prefault({}),
  budget: strictObject({
    /** Our part of Gong's daily quota; the rest is left to the company's other integrations. */
    share: z.number().positive().max(1).default(0.8),
  }).prefault({}),
  retention: strictObject({
    /** How long events are kept. */
    eventDays: retentionDays.default(90),
    /** How long interactions are kept once nothing more becomes of them. */
    interactionDays: retentionDays.default(400),
  })
    .refine(({ eventDays, interactionDays }) => eventDays <= interactionDays, {
      path: ['interactionDays'],
      message: 'must not be less than eventDays',
    })
    .prefault({}),
  trustedProxies,
  rateLimit,
  paths,
})

export type ConfigFile = z.infer<typeof configFile>
export type Site = ConfigFile['sites'][number]

/** Without a file: one site that any page on this machine may send for, a driven browser's too. */
export const DEFAULT_CONFIG_FILE: ConfigFile = configFile.parse({
  sites: [{ siteId: 'demo', origins: ['http://localhost:*', 'http://127.0.0.1:*'], bots: 'keep' }],
})
