import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillReadme } from './fill-readme.js'

/** Brings the tables of README.md up to the results of the repository in `root`, and returns whether that changed it. */
export function writeReadme(root: string): boolean {
  const path = join(root, 'README.md')
  const readme = readFileSync(path, 'utf8')
  const filled = fillReadme(readme, (file) =>
    readFileSync(join(root, 'bench/results', file), 'utf8'),
  )
  if (filled !== readme) writeFileSync(path, filled)
  return filled !== readme
}
