import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Handler } from 'hono'
import type { Asset } from './deps.js'

const CONTENT_TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** All scripts, styles and pictures of a folder, by name: the console loads nothing from anywhere else. */
export async function readAssets(folder: string): Promise<Map<string, Asset>> {
  const assets = new Map<string, Asset>()
  for (const name of await readdir(folder)) {
    const contentType = CONTENT_TYPES[extname(name)]
    if (contentType === undefined) continue
    const body = await readFile(join(folder, name), 'utf8')
    const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
    assets.set(name, { contentType, body, hash })
  }
  return assets
}

/** GET /assets/:name, asked for again by ETag each time: a new version is there at once. */
export function createAssetRoute(assets: ReadonlyMap<string, Asset>): Handler {
  return function getAsset(c) {
    const asset = assets.get(c.req.param('name') ?? '')
    if (!asset) return c.notFound()
    const etag = `"${asset.hash}"`
    const headers = { ETag: etag, 'Cache-Control': 'no-cache', 'Content-Type': asset.contentType }
    return c.req.header('if-none-match') === etag
      ? c.body(null, 304, headers)
      : c.body(asset.body, 200, headers)
  }
}
