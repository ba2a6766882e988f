import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A fresh folder; `remove` ends it, and so does an exit that nobody foresaw. */
export async function makeTemporaryFolder(prefix: string) {
  const path = await mkdtemp(join(tmpdir(), prefix))
  const removeNow = () => rmSync(path, { recursive: true, force: true })
  process.once('exit', removeNow)
  const remove = async () => {
    await rm(path, { recursive: true, force: true })
    process.off('exit', removeNow)
  }
  return { path, remove }
}
