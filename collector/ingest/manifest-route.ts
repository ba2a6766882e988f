import type { Handler } from 'hono'

/** GET /tamtam.json: what a build writes into its pages' script tags, the script's lasting name and integrity value. */
export function createManifestRoute(manifest: { script: string; integrity: string }): Handler {
  return function getManifest(c) {
    return c.json(manifest, 200, {
      'Cache-Control': 'public, max-age=60',
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
    })
  }
}
