import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const SITE_ID = 'soak'
export const ORIGIN = 'https://www.example.com'

const MIB = 1024 * 1024

/** The least that a collector takes, so that seconds fill it. */
const LITTLE_ROOM_BYTES = MIB

/** One site that counts nobody as a bot and asks nobody to slow down. Returns the file's path. */
export function writeSoakConfig(folder: string): string {
  const file = join(folder, 'tamtam.config.json')
  const site = { siteId: SITE_ID, origins: [ORIGIN], bots: 'keep' }
  writeFileSync(file, JSON.stringify({ sites: [site], rateLimit: false }))
  return file
}

/** Without Gong: a preview. */
export function soakEnvironment(wish: {
  configFile: string
  hasLittleRoom: boolean
}): Record<string, string> {
  return {
    TAMTAM_CONFIG: wish.configFile,
    TAMTAM_LOG_LEVEL: 'warn',
    TAMTAM_MIN_FREE_BYTES: String(MIB),
    ...(wish.hasLittleRoom ? { TAMTAM_SPOOL_MAX_BYTES: String(LITTLE_ROOM_BYTES) } : {}),
  }
}
