import { ConfigError } from '../config.js'
import type { Clock } from '../lib/clock.js'
import type { Logger } from '../lib/logger.js'
import { createSeldom } from '../lib/seldom.js'
import { NO_TRACING, type Tracing } from '../lib/tracing.js'
import { createTracing } from './create-tracing.js'

/** https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
const ENDPOINTS = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'] as const

const PACKAGES = [
  '@opentelemetry/api@^1.9.1',
  '@opentelemetry/exporter-trace-otlp-http@^0.219.0',
  '@opentelemetry/resources@^2.8.0',
  '@opentelemetry/sdk-trace-base@^2.8.0',
]

export interface TracingDeps {
  /** The process's own: the SDK reads the rest of its variables from there. */
  env: Readonly<Record<string, string | undefined>>
  clock: Clock
  logger: Logger
  /** Loads the SDK. */
  load?: () => Promise<Sdk>
}

/**
 * Traces of this thread's work, as the standard variables say: off unless an OTLP endpoint is set, and then not a line
 * of the SDK is loaded. Throws a ConfigError that names the variable when they ask for what cannot be had.
 */
export async function openTracing(deps: TracingDeps): Promise<Tracing> {
  const { env, clock, logger, load = loadSdk } = deps
  const endpoint = ENDPOINTS.find((name) => env[name]?.trim())
  const isDisabled = env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true'
  const isElsewhere = env['OTEL_TRACES_EXPORTER']?.trim() === 'none'
  if (endpoint === undefined || isDisabled || isElsewhere) return NO_TRACING
  if (!/^https?:\/\/[^/]/i.test(env[endpoint] ?? '')) {
    throw new ConfigError(`${endpoint}: expected an address such as http://localhost:4318`)
  }
  const protocol = PROTOCOLS.find((name) => env[name]?.trim())
  if (protocol && !/^http\//.test(env[protocol] ?? '')) {
    throw new ConfigError(
      `${protocol}: expected http/json or nothing, got ${JSON.stringify(env[protocol])}: traces are sent by HTTP, usually to port 4318`,
    )
  }
  const sdk = await load().catch((cause: unknown) => {
    throw new ConfigError(
      `${endpoint}: traces need packages that are not here: npm install ${PACKAGES.join(' ')} (or unset it)`,
      { cause },
    )
  })
  const say = createSay({ clock, logger })
  listenToSdk(sdk, say)
  return createTracing(sdk, { clock, say })
}

export type Sdk = Awaited<ReturnType<typeof loadSdk>>

async function loadSdk() {
  const [api, { OTLPTraceExporter }, resources, trace] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace-base'),
  ])
  return { api, OTLPTraceExporter, resources, trace }
}

const MAX_DETAIL_CHARACTERS = 300

/** Once a minute: spans that could not be sent are lost, and nothing else is. */
function createSay({ clock, logger }: Pick<TracingDeps, 'clock' | 'logger'>) {
  const seldom = createSeldom(clock)
  return (message: string): void => {
    const suppressed = seldom.due('traces')
    if (suppressed === null) return
    const detail = message.slice(0, MAX_DETAIL_CHARACTERS)
    logger.warn({ event: 'traces_failed', detail, suppressed }, 'traces could not be sent')
  }
}

function listenToSdk({ api }: Sdk, say: (message: string) => void): void {
  const quiet = (): void => undefined
  const diag = { error: say, warn: say, info: quiet, debug: quiet, verbose: quiet }
  api.diag.setLogger(diag, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true })
}
