import { z } from 'zod'
import { siteId } from '../../wire/beacon.js'
import { contentRule } from './config-content.js'
import { links, siteIdentity } from './config-identity.js'
import { businessDay, reserve } from './config-budget.js'
import { origin } from './config-origin.js'
import { paths, placeHeaders, publicUrl, rateLimit, trustedProxies } from './config-traffic.js'
import { strictObject } from './strict-object.js'

const site = strictObject({
  siteId,
  /** Where the site's pages live; beacons from elsewhere are refused. */
  origins: z.array(origin).min(1),
  ...siteIdentity,
  /** Whether beacons of bots are only counted, or stored like any other. */
  bots: z.enum(['drop', 'keep']).default('drop'),
  /** Whether content viewed, content shared and custom actions are told by Gong's engagement calls, which it releases to few. */
  engagementCalls: z.boolean().default(false),
  /** Cut from the end of page titles, such as " | Acme". */
  titleSuffixes: z.array(z.string().min(1)).default([]),
})

/** Ten years: longer is a slip. */
const retentionDays = z.int().positive().max(3650)

export const configFile = strictObject({
  /** For editors: where the schema of this file is, such as "./tamtam.config.schema.json". */
  $schema: z.string().optional(),
  /** Gong's sourceSystemName: the company that set this up. */
  companyName: z.string().trim().min(1, 'must not be blank').optional(),
  sites: z
    .array(site)
    .min(1)
    .refine((sites) => new Set(sites.map((each) => each.siteId)).size === sites.length, {
      message: 'must not name a siteId twice',
    }),
  /** What pages are to sellers; the first rule that fits a page decides. */
  content: z.array(contentRule).default([]),
  coalesce: strictObject({
    /** An interaction is sealed after so long without another event of its own. */
    quietSeconds: z.number().positive().max(3600).default(120),
    /** And after so long in any case. */
    maxSeconds: z.number().positive().max(86_400).default(1800),
    /** A page that was not left yet, and a session's digest, wait for so long instead. */
    sessionIdleMinutes: z.number().positive().max(1440).default(30),
  })
    .refine(({ quietSeconds, maxSeconds }) => quietSeconds <= maxSeconds, {
      path: ['maxSeconds'],
      message: 'must not be less than quietSeconds',
    })
    .prefault({}),
  hold: strictObject({
    /** How long an interaction waits for its visitor to become somebody. */
    days: z.number().positive().max(365).default(30),
    /** How many of one visitor. */
    maxPerVisitor: z.int().positive().max(10_000).default(500),
  }).prefault({}),
  budget: strictObject({
    /** Our part of Gong's daily quota; the rest is left to the company's other integrations. */
    share: z.number().positive().max(1).default(0.8),
    reserve,
    businessDay,
    /** What of it may be spent on people whom the page alone names, and on companies of networks. */
    selfReportedShare: z.number().min(0).max(1).default(0.2),
    /** What of it may be spent on trackingIds of which the site's server has told nothing: anybody can make them up. */
    trackedShare: z.number().min(0).max(1).default(0.5),
    /** Interactions a day of one person who is not verified: nobody floods another's timeline. */
    maxPerPersonPerDay: z.int().positive().max(10_000).default(50),
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
  links,
  publicUrl,
  trustedProxies,
  placeHeaders,
  rateLimit,
  paths,
}).refine(({ placeHeaders, trustedProxies }) => !placeHeaders || trustedProxies.length > 0, {
  path: ['placeHeaders'],
  message: 'needs trustedProxies, whose word alone is believed',
})

export type ConfigFile = z.infer<typeof configFile>
export type Site = ConfigFile['sites'][number]

/** Without a file: one site that any page on this machine may send for, a driven browser's too. */
export const DEFAULT_CONFIG_FILE: ConfigFile = configFile.parse({
  sites: [{ siteId: 'demo', origins: ['http://localhost:*', 'http://127.0.0.1:*'], bots: 'keep' }],
})
