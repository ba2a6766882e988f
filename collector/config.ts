import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { configFile, DEFAULT_CONFIG_FILE, type ConfigFile } from './lib/config-file.js'
import { LOG_LEVELS, type LogLevel } from './lib/logger.js'

/** Everything that the process is told from outside, checked once. */
export interface Config extends ConfigFile {
  port: number
  host: string
  dataDir: string
  logLevel: LogLevel
  /** The path of the configuration file; null without one. */
  configFile: string | null
  /** Null: preview, which composes interactions and calls nobody. */
  gong: GongAccess | null
  quota: { callsPerSecond: number; callsPerDay: number }
}

export interface GongAccess {
  baseUrl: string
  accessKey: string
  accessKeySecret: string
}

/** What is wrong with the environment or the configuration file: one line a fault, each naming its variable. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

const GONG_VARIABLES = ['GONG_API_BASE_URL', 'GONG_ACCESS_KEY', 'GONG_ACCESS_KEY_SECRET'] as const

/** Read by later versions; to ignore them would put data or sign-in where nobody expects it. */
const UNSUPPORTED: Record<string, string> = {
  DATABASE_URL: 'this version keeps its store in SQLite only: unset it and use TAMTAM_DATA_DIR',
  GONG_OAUTH_CLIENT_ID:
    'this version signs in with an access key only: set GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET instead',
}

/** Throws a ConfigError that names each faulty variable, what was expected and what came. */
export function readConfig(env: Environment): Config {
  const parsed = environment.safeParse(withoutEmpty(env))
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => fault(issue, env))
  for (const [name, words] of Object.entries(UNSUPPORTED)) {
    if (env[name]) faults.push(`${name}: ${words}`)
  }
  faults.push(...gongFaults(env))
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults.join('\n'))

  const { data } = parsed
  return {
    ...readConfigFile(data.TAMTAM_CONFIG),
    port: data.PORT,
    host: data.HOST,
    dataDir: data.TAMTAM_DATA_DIR,
    logLevel: data.TAMTAM_LOG_LEVEL,
    gong:
      data.GONG_API_BASE_URL && data.GONG_ACCESS_KEY && data.GONG_ACCESS_KEY_SECRET
        ? {
            baseUrl: data.GONG_API_BASE_URL.replace(/\/+$/, ''),
            accessKey: data.GONG_ACCESS_KEY,
            accessKeySecret: data.GONG_ACCESS_KEY_SECRET,
          }
        : null,
    quota: { callsPerSecond: data.GONG_CALLS_PER_SECOND, callsPerDay: data.GONG_CALLS_PER_DAY },
  }
}

function wholeNumber(min: number, max: number) {
  const expected = `expected a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d+$/, expected)
    .transform(Number)
    .refine((value) => value >= min && value <= max, expected)
}

const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(8787),
  HOST: z.string().default('0.0.0.0'),
  TAMTAM_CONFIG: z.string().optional(),
  TAMTAM_DATA_DIR: z.string().default('data'),
  TAMTAM_LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  GONG_API_BASE_URL: z
    .string()
    .refine(isSafeBaseUrl, 'expected an https address, or http on this machine only')
    .optional(),
  GONG_ACCESS_KEY: z.string().optional(),
  GONG_ACCESS_KEY_SECRET: z.string().optional(),
  GONG_CALLS_PER_SECOND: wholeNumber(1, 1000).default(3),
  GONG_CALLS_PER_DAY: wholeNumber(1, 100_000_000).default(10_000),
})

const LOOPBACK_V4 = /^127\.\d+\.\d+\.\d+$/

/** The access key goes out with every call: it must not cross a network in the clear. */
function isSafeBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(value)
  if (username || password || search || hash) return false
  // Whole, since 127.example.com is a name like any other; URL has written every short form out.
  const loopback = hostname === 'localhost' || hostname === '[::1]' || LOOPBACK_V4.test(hostname)
  return protocol === 'https:' || (protocol === 'http:' && loopback)
}

/** All of Gong's variables or none: half of them is a slip, not a wish for a preview. */
function gongFaults(env: Environment): string[] {
  const missing = GONG_VARIABLES.filter((name) => !env[name])
  if (missing.length === 0 || missing.length === GONG_VARIABLES.length) return []
  return missing.map(
    (name) =>
      `${name}: expected a value, since ${GONG_VARIABLES.filter((other) => env[other]).join(' and ')} came; set it, or unset all three for a preview without Gong`,
  )
}

function readConfigFile(path: string | undefined): ConfigFile & Pick<Config, 'configFile'> {
  const file = path ?? 'tamtam.config.json'
  if (path === undefined && !existsSync(file)) return { ...DEFAULT_CONFIG_FILE, configFile: null }
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ConfigError(`TAMTAM_CONFIG: expected a JSON file, got ${file}: ${String(cause)}`, {
      cause,
    })
  }
  const parsed = configFile.safeParse(json)
  if (parsed.success) return { ...parsed.data, configFile: file }
  const faults = parsed.error.issues.map(
    (issue) => `TAMTAM_CONFIG: ${file}: ${issue.path.join('.') || 'top level'}: ${issue.message}`,
  )
  throw new ConfigError(faults.join('\n'))
}

function fault(issue: z.core.$ZodIssue, env: Environment): string {
  const name = String(issue.path[0])
  const came = mayHoldSecret(name, env[name])
    ? 'a value that is not shown'
    : JSON.stringify(env[name])
  return `${name}: ${issue.message}, got ${came}`
}

const SECRETS = new Set<string>(['GONG_ACCESS_KEY', 'GONG_ACCESS_KEY_SECRET'])

/** An address may carry a key too: before its @, or in its query. */
function mayHoldSecret(name: string, value: string | undefined): boolean {
  return SECRETS.has(name) || (name === 'GONG_API_BASE_URL' && /[@?#]/.test(value ?? ''))
}

/** `PORT=` in an environment file means that it is not set. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
}
