import { addressNumber } from '../lib/address-number.js'
import { parseAddressRange } from '../lib/address-range.js'

/** What a record of MaxMind's format may hold, as far as tests need it. */
type Value = string | number | Value[] | { [key: string]: Value }

type Node = [left: Branch, right: Branch]
type Branch = Node | { offset: number } | null

const SEPARATOR = Buffer.alloc(16)
const METADATA_MARK = Buffer.from('\xAB\xCD\xEFMaxMind.com', 'latin1')

/**
 * A small file in MaxMind's format, of records by range; of two ranges the later must be the narrower. A tree for IPv6
 * has IPv4 in its first 96 zeros. https://maxmind.github.io/MaxMind-DB/
 */
export function anMmdb(
  records: Record<string, Value>,
  {
    databaseType = 'GeoLite2-City',
    ipVersion = 6,
  }: { databaseType?: string; ipVersion?: 4 | 6 } = {},
): Buffer {
  const root: Node = [null, null]
  const data: Buffer[] = []
  let offset = 0
  for (const [text, value] of Object.entries(records)) {
    insert(root, bitsOf(text, ipVersion), { offset })
    const encoded = encode(value)
    data.push(encoded)
    offset += encoded.length
  }
  const nodes = numbered(root)
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: databaseType,
    description: { en: 'a test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 32,
  })
  const tree = Buffer.concat(nodes.map((node) => Buffer.concat(node.map(record))))
  return Buffer.concat([tree, SEPARATOR, ...data, METADATA_MARK, metadata])

  function record(branch: Branch): Buffer {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(
      branch === null
        ? nodes.length
        : Array.isArray(branch)
          ? nodes.indexOf(branch)
          : nodes.length + SEPARATOR.length + branch.offset,
    )
    return bytes
  }
}

function bitsOf(text: string, ipVersion: 4 | 6): string {
  const range = parseAddressRange(text)
  if (!range) throw new Error(`${text} is no range`)
  const [own, ofTree] = [range.family === 'ipv4' ? 32 : 128, ipVersion === 4 ? 32 : 128]
  const bits = addressNumber(range.address).toString(2).padStart(own, '0')
  return '0'.repeat(ofTree - own) + bits.slice(0, range.prefixBits)
}

function insert(node: Node, bits: string, leaf: { offset: number }): void {
  const side = Number(bits[0])
  if (bits.length === 1) {
    node[side] = leaf
    return
  }
  const next = node[side]
  // A wider range's record goes on beside the narrower one.
  const below: Node = Array.isArray(next) ? next : [next ?? null, next ?? null]
  node[side] = below
  insert(below, bits.slice(1), leaf)
}

function numbered(root: Node): Node[] {
  const nodes = [root]
  for (const node of nodes) for (const branch of node) if (Array.isArray(branch)) nodes.push(branch)
  return nodes
}

const [STRING, UINT32, MAP, ARRAY] = [2, 6, 7, 11]

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(STRING, bytes.length), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(UINT32, bytes.length), bytes])
  }
  if (Array.isArray(value)) {
    return Buffer.concat([control(ARRAY, value.length), ...value.map(encode)])
  }
  const entries = Object.entries(value)
  return Buffer.concat([control(MAP, entries.length), ...entries.flat().map(encode)])
}

/** Of types above 7 the number follows in a byte of its own. Nothing here is longer than 28. */
function control(type: number, size: number): Buffer {
  if (size > 28) throw new Error('the test needs something longer than this writer can say')
  return type > 7 ? Buffer.of(size, type - 7) : Buffer.of((type << 5) | size)
}
