import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** Another process keeps its data there. */
export class DataFolderTaken extends Error {
  override name = 'DataFolderTaken'
}

/** Why a data folder cannot be used and what to do about it, in words for its owner. */
export function explainDataFolder(path: string, cause: unknown): string {
  const parent = dirname(resolve(path))
  if (kindOf(parent) === 'nothing') {
    return `its parent folder ${parent} does not exist: make that first`
  }
  if (kindOf(parent) === 'file') return `${parent} is a file: give it a path below a folder`
  if (kindOf(path) === 'file')
    return 'which is a file: give it another path, or move that file away'
  if (cause instanceof DataFolderTaken) return cause.message
  const words = cause instanceof Error ? cause.message : String(cause)
  return `${words}. Give it another folder, or this one to the user that runs the collector`
}

function kindOf(path: string): 'folder' | 'file' | 'nothing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    // Also what this user may not look at: the cause says so in its own words.
    return 'nothing'
  }
}
