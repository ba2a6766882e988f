import { holdPort } from './free-port.js'

const VARIABLES = {
  site: 'DEMO_SITE_PORT',
  collector: 'DEMO_COLLECTOR_PORT',
  console: 'DEMO_CONSOLE_PORT',
  sandbox: 'DEMO_SANDBOX_PORT',
} as const

type Part = keyof typeof VARIABLES

/** 0 takes a free one. */
export type DemoPorts = { [part in Part]: number }

const PARTS: readonly Part[] = ['site', 'collector', 'console', 'sandbox']

/** Throws with the variable's name when its value is no port; one that is not set gives 0. */
export function readPorts(env: Record<string, string | undefined>): DemoPorts {
  const [site = 0, collector = 0, console = 0, sandbox = 0] = PARTS.map((part) => {
    const value = env[VARIABLES[part]] || '0'
    if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
    const got = JSON.stringify(value)
    throw new Error(`${VARIABLES[part]}: expected a port from 1 to 65535, got ${got}`)
  })
  return { site, collector, console, sandbox }
}

/**
 * The same with each 0 replaced by a free port. All are held until the last is found, so that no two are one, and
 * released then, for whoever is told them. Throws with the variable's name when a port cannot be had: on a port of
 * somebody else's, that server's answers would pass for ours.
 */
export async function findPorts(wanted: DemoPorts): Promise<DemoPorts> {
  const releases: (() => Promise<void>)[] = []
  const found = { ...wanted }
  try {
    for (const part of PARTS) {
      const { port, release } = await holdPort(wanted[part]).catch((cause: unknown) => {
        throw new Error(explain(VARIABLES[part], wanted[part], cause), { cause })
      })
      releases.push(release)
      found[part] = port
    }
  } finally {
    for (const release of releases) await release()
  }
  return found
}

function explain(variable: string, port: number, cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException // Of node:net, which rejects with nothing else.
  const because =
    code === 'EADDRINUSE' ? 'which is taken already' : `which cannot be had (${code ?? 'unknown'})`
  return `${variable}: expected a free port, got ${port}, ${because}: set it to another, or to none for a free one`
}
