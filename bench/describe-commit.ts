import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Which code is measured. Results that were just written, and the tables that README has of them, are no change. */
export function describeCommit(): string {
  const commit = git('rev-parse', '--short', 'HEAD')
  if (commit === null) return 'no known commit'
  const changed = git('status', '--porcelain', '--', '.', ':!bench/results', ':!README.md')
  return changed === '' ? `commit ${commit}` : `commit ${commit} with changes`
}

/** What it prints; null where there is no git or no repository. */
function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
