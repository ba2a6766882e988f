import { MAX_BEACON_BYTES } from '../../../wire/limits.js'
import type { Beacon } from '../../../wire/beacon.js'
import { withRaw } from '../raw-json.js'
import { post } from '../requests.js'
import type { Mutation } from '../shot.js'

/** Sent in pieces, so that nothing but the bytes themselves tells their number. */
const CHUNK_BYTES = [1024, 16_384, 65_535, 65_536]

/** Bodies at the limit of a beacon's length, one below and one above. */
export const SIZES = {
  'body at its limit': (beacon, random) => {
    const over = random.pick([-1, 0, 1])
    const body = padded(beacon, MAX_BEACON_BYTES + over, random.pick(['blanks', 'title']))
    return { ...post(body), mustAnswer: [over > 0 ? 413 : 204] }
  },
  'body at its limit, in chunks': (beacon, random) => {
    const over = random.pick([-1, 0, 1])
    const body = padded(beacon, MAX_BEACON_BYTES + over, random.pick(['blanks', 'title']))
    const chunkBytes = random.pick(CHUNK_BYTES)
    return { ...post(body), chunkBytes, mustAnswer: [over > 0 ? 413 : 204] }
  },
} satisfies Record<string, Mutation>

/** A good beacon of so many bytes. */
function padded(beacon: Beacon, bytes: number, by: 'blanks' | 'title'): string {
  const withTitle = (title: string) =>
    withRaw(beacon, ['events', 0, 'page', 'title'], JSON.stringify(title))
  const missing = bytes - Buffer.byteLength(withTitle(''))
  // A title this long is cut, and costs nothing.
  return by === 'title' ? withTitle('x'.repeat(missing)) : withTitle('') + ' '.repeat(missing)
}
