import { readMemory } from './memory.js'
import { BOMBS } from './mutations/encodings.js'
import { post } from './requests.js'
import type { Shooter } from './shooter.js'

/** Together they would take up far more than any garbage does. */
const TIMES_EACH = 4

/**
 * Sends every bomb several times at once, and returns by how much that raised the highest memory that the process has
 * ever had, which a bomb that was inflated and let go of raises too; null where it cannot be known. `firstN` numbers
 * the shots.
 */
export async function sendBombs(
  { shooter, pid }: { shooter: Shooter; pid: number },
  firstN: number,
): Promise<number | null> {
  const before = readMemory(pid)
  const shots = Object.entries(BOMBS).flatMap(([name, body]) => {
    const encoding = name === 'raw deflate' ? 'deflate' : name
    const shot = { ...post(body, [['Content-Encoding', encoding]]), mustAnswer: [415] }
    return Array.from({ length: TIMES_EACH }, () => ({
      kind: 'encodings: all bombs at once',
      shot,
    }))
  })
  await Promise.all(shots.map((shot, index) => shooter.send(firstN + index, shot)))
  const after = readMemory(pid)
  return before && after ? after.peakBytes - before.peakBytes : null
}
