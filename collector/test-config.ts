import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ConfigError, readConfig } from './config.js'
import { temporaryFolder } from './store/test-store.js'

export const SITE = { siteId: 'acme-www', origins: ['https://www.acme.com'] }

/** The path of a configuration file with this content. */
function configFile(content: unknown): string {
  const path = join(temporaryFolder(), 'tamtam.config.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

export const read = (env: Record<string, string>, content: unknown = { sites: [SITE] }) =>
  readConfig({ TAMTAM_CONFIG: configFile(content), ...env })

/** What an operator is told, one line a fault. */
export function faultsOf(env: Record<string, string>, content?: unknown): string[] {
  try {
    read(env, content)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return String((error as Error).message).split('\n')
  }
  return []
}

export const GONG = {
  GONG_API_BASE_URL: 'https://us-1.api.gong.example/',
  GONG_ACCESS_KEY: 'access-key',
  GONG_ACCESS_KEY_SECRET: 'very-secret',
}
