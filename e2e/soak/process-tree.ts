import { readdirSync, readFileSync } from 'node:fs'

/**
 * Stops a process and all its children where they stand, as a machine does that is paused, until it is let go.
 * Linux only: children are found in /proc.
 */
export function standStill(pid: number): () => void {
  // First the parent, so that no child is born meanwhile.
  process.kill(pid, 'SIGSTOP')
  const children = childrenOf(pid)
  for (const child of children) signal(child, 'SIGSTOP')
  const goOn = (): void => {
    process.off('exit', goOn)
    for (const each of [...children, pid]) signal(each, 'SIGCONT')
  }
  // Whoever stands still cannot be ended either.
  process.once('exit', goOn)
  return goOn
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid)
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in brackets may hold blanks and brackets. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(parent)
  } catch {
    return null // It has ended.
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended.
  }
}
