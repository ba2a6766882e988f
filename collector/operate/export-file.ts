import { open, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { StoreToRead } from '../store/open-to-read.js'
import type { Store } from '../store/store.js'
import { erasableOf, type Whom } from './erase-whom.js'
import { exportPerson, type Exported, type ExportDeps } from './export-person.js'

interface ExportFileOptions extends Pick<ExportDeps, 'onProgress'> {
  whom: Whom
  /** As the audit log names whoever asks. */
  actor: string
  /** Of the file that is made; there must be none. */
  path: string
}

/**
 * Writes one person's data into a new file that its owner alone may read, with an entry in the audit log. Whole or not at
 * all: what fails leaves no file. Into a file first, also where it is handed on at once, since the store is read as of one
 * moment, and whoever reads slowly would hold that moment open. Throws what opening the file throws, and NamesNobody.
 */
export async function exportToFile(
  { reader, store }: { reader: Pick<StoreToRead, 'read'>; store: Store },
  { whom, actor, path, onProgress }: ExportFileOptions,
): Promise<Exported> {
  const erasable = erasableOf(whom)
  const nowMs = await store.nowMs()
  const target = erasable ? store.tombstoneOf(erasable) : ''
  // Before anything is read or written down.
  const file = await open(path, 'wx', 0o600)
  let exported: Exported | null = null
  const onFound = async (found: Exported): Promise<void> => {
    const detail = { by: whom.by, ...found }
    await store.keepAudit({ atMs: nowMs, actor, action: 'export', target, detail })
    exported = found
  }
  try {
    await reader.read(async (verbs) => {
      const pieces = exportPerson(verbs, whom, {
        nowMs,
        onFound,
        ...(onProgress && { onProgress }),
      })
      await pipeline(Readable.from(pieces), file.createWriteStream())
    })
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  if (exported === null) throw new Error('an export ended before it had found anything')
  return exported
}
