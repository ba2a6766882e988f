import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { readAdminTokens } from './lib/admin-tokens.js'
import { isPostgresUrl } from './lib/postgres-url.js'
import { isLoopback } from './lib/is-loopback.js'
import { LOG_LEVELS } from './lib/logger.js'

export type Environment = Record<string, string | undefined>

/** Each may also be given as a file, by its name and `_FILE`. Their values are never shown. */
export const SECRETS = [
  'GONG_ACCESS_KEY',
  'GONG_ACCESS_KEY_SECRET',
  'GONG_OAUTH_CLIENT_SECRET',
  'GONG_OAUTH_REFRESH_TOKEN',
  'DATABASE_URL',
  'TAMTAM_SECRET_KEYS',
  'TAMTAM_ADMIN_TOKEN',
] as const

const GONG_VARIABLES = ['GONG_API_BASE_URL', 'GONG_ACCESS_KEY', 'GONG_ACCESS_KEY_SECRET'] as const

const OAUTH_VARIABLES = [
  'GONG_OAUTH_CLIENT_ID',
  'GONG_OAUTH_CLIENT_SECRET',
  'GONG_OAUTH_REFRESH_TOKEN',
] as const

const GIB = 1024 * 1024 * 1024

const schema = z.object({
  PORT: wholeNumber(0, 65_535).default(8787),
  HOST: z.string().default('0.0.0.0'),
  TAMTAM_CONFIG: z.string().optional(),
  TAMTAM_DATA_DIR: z.string().default('data'),
  TAMTAM_LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TAMTAM_ROLE: z
    .enum(['all', 'accept', 'work'], 'expected one of all, accept, work')
    .default('all'),
  TAMTAM_ACK: z.enum(['local', 'shared'], 'expected one of local, shared').default('local'),
  TAMTAM_SPOOL_MAX_BYTES: wholeNumber(1024 * 1024, 1024 * GIB).default(10 * GIB),
  TAMTAM_MIN_FREE_BYTES: wholeNumber(0, 1024 * GIB).default(GIB / 4),
  TAMTAM_GEOIP_FILE: z.string().optional(),
  TAMTAM_COMPANIES_FILE: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(isPostgresAddress, 'expected an address such as postgres://user:password@host/database')
    .optional(),
  GONG_API_BASE_URL: z
    .string()
    .refine(isSafeBaseUrl, 'expected an https address, or http on this machine only')
    .optional(),
  GONG_ACCESS_KEY: z.string().optional(),
  GONG_ACCESS_KEY_SECRET: z.string().optional(),
  GONG_OAUTH_CLIENT_ID: z.string().optional(),
  GONG_OAUTH_CLIENT_SECRET: z.string().optional(),
  GONG_OAUTH_REFRESH_TOKEN: z.string().optional(),
  GONG_OAUTH_BASE_URL: z
    .string()
    .refine(isSafeBaseUrl, 'expected an https address, or http on this machine only')
    .default('https://app.gong.io'),
  TAMTAM_SECRET_KEYS: z.string().optional(),
  TAMTAM_ADMIN_PORT: wholeNumber(0, 65_535).default(8788),
  TAMTAM_ADMIN_HOST: z.string().default('127.0.0.1'),
  TAMTAM_ADMIN_TOKEN: z.string().optional(),
  GONG_CALLS_PER_SECOND: wholeNumber(1, 1000).default(3),
  GONG_CALLS_PER_DAY: wholeNumber(1, 100_000_000).default(10_000),
})

export type Variables = z.infer<typeof schema>

/** The variables that the process is given, checked; or a line for each that is wrong, naming it, what was expected and what came. */
export function readEnvironment(
  given: Environment,
): { kind: 'variables'; variables: Variables } | { kind: 'faults'; faults: string[] } {
  // `PORT=` in an environment file means that it is not set.
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const { env, faults } = readSecretFiles(set)
  const parsed = schema.safeParse(env)
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => faultOf(issue, env)))
  faults.push(...gongFaults(env), ...databaseFaults(env), ...adminFaults(env, set))
  return parsed.success && faults.length === 0
    ? { kind: 'variables', variables: parsed.data }
    : { kind: 'faults', faults }
}

function readSecretFiles(given: Environment): { env: Environment; faults: string[] } {
  const env = { ...given }
  const faults: string[] = []
  for (const name of SECRETS) {
    const path = given[`${name}_FILE`]
    if (path === undefined) continue
    if (given[name] !== undefined) {
      faults.push(`${name}_FILE: expected nothing, since ${name} came: unset one of the two`)
      continue
    }
    try {
      env[name] = readFileSync(path, 'utf8').trim() || undefined
    } catch (error) {
      faults.push(`${name}_FILE: expected a file that this process may read: ${String(error)}`)
    }
  }
  return { env, faults }
}

function wholeNumber(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
}

function isPostgresAddress(value: string): boolean {
  // The store goes by the same beginning; in capital letters or without slashes it would be the name of a file.
  return isPostgresUrl(value) && URL.canParse(value) && new URL(value).pathname.length > 1
}

/** The access key goes out with every call: it must not cross a network in the clear. */
function isSafeBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(value)
  if (username || password || search || hash) return false
  // Whole, since 127.example.com is a name like any other; URL has written every short form out.
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/**
 * All variables of one way to sign in or none: half of them is a slip, not a wish for a preview, and so are some of both.
 */
function gongFaults(env: Environment): string[] {
  const keys = GONG_VARIABLES.filter((name) => env[name])
  const oauth = OAUTH_VARIABLES.filter((name) => env[name])
  const [both] = oauth
  if (both && keys.length > 0) {
    return [
      `${both}: expected nothing, since ${keys.join(' and ')} came: sign in by an access key or by OAuth, and unset the other (by OAuth, Gong says itself where its API is)`,
    ]
  }
  const place = 'GONG_OAUTH_BASE_URL'
  const lone = env[place] && !both ? [`${place}: expected ${OAUTH_VARIABLES.join(', ')} too`] : []
  return [...lone, ...missingOf(GONG_VARIABLES, keys), ...missingOf(OAUTH_VARIABLES, oauth)]
}

function missingOf(names: readonly string[], given: readonly string[]): string[] {
  if (given.length === 0) return []
  return names
    .filter((name) => !given.includes(name))
    .map(
      (name) =>
        `${name}: expected a value, since ${given.join(' and ')} came; set it, or unset all three for a preview without Gong`,
    )
}

/** What several machines share has to be somewhere. */
function databaseFaults(env: Environment): string[] {
  if (env['DATABASE_URL']) return []
  const needing = [
    ['TAMTAM_ROLE', 'all'],
    ['TAMTAM_ACK', 'local'],
  ] as const
  return needing.flatMap(([name, alone]) =>
    env[name] === undefined || env[name] === alone
      ? []
      : [
          `${name}: ${env[name]} needs a store that is shared: set DATABASE_URL too, or unset ${name}`,
        ],
  )
}

/**
 * Whoever reaches the console without a token sees people's addresses and may act. Where tokens were meant and none came,
 * as of a secret that nobody has filled yet, it is not opened to all instead.
 */
function adminFaults(env: Environment, given: Environment): string[] {
  const { tokens, faults } = readAdminTokens(env['TAMTAM_ADMIN_TOKEN'] ?? '')
  // Faults of one that is there are told where it is read.
  if (tokens.length + faults.length > 0) return []
  const name = ['TAMTAM_ADMIN_TOKEN', 'TAMTAM_ADMIN_TOKEN_FILE'].find((each) => given[each])
  if (name !== undefined) {
    return [
      `${name}: expected a token of 20 characters or more, got none: openssl rand -hex 20 makes one; unset ${name} for a console without tokens on this machine alone`,
    ]
  }
  const host = env['TAMTAM_ADMIN_HOST']
  if (host === undefined || isLoopback(host)) return []
  return [
    `TAMTAM_ADMIN_HOST: ${host} can be reached from other machines: set TAMTAM_ADMIN_TOKEN too (20 random characters or more), or unset TAMTAM_ADMIN_HOST`,
  ]
}

function faultOf(issue: z.core.$ZodIssue, env: Environment): string {
  const name = String(issue.path[0])
  const came = mayHoldSecret(name, env[name])
    ? 'a value that is not shown'
    : JSON.stringify(env[name])
  return `${name}: ${issue.message}, got ${came}`
}

/** An address may carry a key too: before its @, or in its query. */
function mayHoldSecret(name: string, value: string | undefined): boolean {
  const secrets: readonly string[] = SECRETS
  return secrets.includes(name) || (/_BASE_URL$/.test(name) && /[@?#]/.test(value ?? ''))
}
