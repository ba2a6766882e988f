import type { Handler } from 'hono'

/** GET /healthz: the process answers. */
export const getHealth: Handler = (c) => c.json({ status: 'ok' })

/** GET /readyz: 200 while all parts are up, else 503 with what is missing. A full spool answers beacons itself, by 503. */
export function createReadyRoute(parts: Record<string, () => boolean>): Handler {
  return function getReady(c) {
    const missing = Object.keys(parts).filter((part) => !parts[part]?.())
    return missing.length === 0
      ? c.json({ status: 'ready' })
      : c.json({ status: 'not ready', missing }, 503)
  }
}
