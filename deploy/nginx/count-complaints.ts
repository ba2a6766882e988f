const KINDS = [
  'Connection refused',
  'Connection reset',
  'prematurely closed',
  'upstream timed out',
  'no live upstreams',
]

/** How often nginx's error log says each that a collector failed it, in one line. */
export function countComplaints(errorLog: string): string {
  const lines = errorLog.split('\n')
  const counts = KINDS.map(
    (kind) => [kind, lines.filter((line) => line.includes(kind)).length] as const,
  ).filter(([, count]) => count > 0)
  return counts.map(([kind, count]) => `${kind}: ${count}`).join(', ') || 'nothing'
}
