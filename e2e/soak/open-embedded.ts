import { join } from 'node:path'
import { makeTemporaryFolder } from '../../demo-site/temporary-folder.js'
import type { Rig } from './rig.js'
import { askFile, lockFile } from './sqlite-file.js'
import { createSoakCollector } from './soak-collector.js'
import { soakEnvironment, writeSoakConfig } from './soak-config.js'

/** One collector with a store of its own. */
export async function openEmbedded(onDeath: (words: string) => void): Promise<Rig> {
  const folder = await makeTemporaryFolder('tamtam-soak-')
  const configFile = writeSoakConfig(folder.path)
  const collector = await createSoakCollector({
    folder: join(folder.path, '0'),
    env: soakEnvironment({ configFile, hasLittleRoom: true }),
    onDeath,
  })
  const store = join(collector.dataDir, 'store.db')
  return {
    scenario: 'embedded',
    collectors: [collector],
    database: null,
    holdStore: () => lockFile(store),
    query: async (sql) => askFile(store, sql),
    async close() {
      await collector.kill()
      await folder.remove()
    },
  }
}
