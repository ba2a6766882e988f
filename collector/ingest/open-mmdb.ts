import { open } from 'maxmind'

export interface Mmdb {
  /** What it says it is, such as GeoLite2-City. */
  databaseType: string
  /** The record of an address; null where it has none, and where the file is damaged. */
  find: (address: string) => unknown
}

/** One of each half of each family: a file that was cut off shows it here and not with the first visitor. */
const PROBES = ['0.0.0.0', '128.0.0.0', '255.255.255.255', '::', '2001:db8::', 'ffff::']

/** Reads a file in MaxMind's format into memory, whole. Rejects, in words, when it is none. https://maxmind.github.io/MaxMind-DB/ */
export async function openMmdb(path: string): Promise<Mmdb> {
  const expected = `expected a file in MaxMind's format (.mmdb), got ${path}`
  const reader = await open(path).catch((cause: unknown) => {
    throw new Error(`${expected}: ${String(cause)}`, { cause })
  })
  const { ipVersion, databaseType } = reader.metadata
  const read = (address: string): unknown =>
    // Of a file for IPv4 alone the library would read the beginning of an IPv6 address as one of IPv4.
    ipVersion === 4 && address.includes(':') ? null : reader.get(address)
  try {
    for (const address of PROBES) read(address)
  } catch (cause) {
    throw new Error(`${expected}: it is damaged: ${String(cause)}`, { cause })
  }
  return {
    databaseType,
    find(address) {
      try {
        return read(address)
      } catch {
        // A damaged record: a beacon is worth more than where it came from.
        return null
      }
    },
  }
}
