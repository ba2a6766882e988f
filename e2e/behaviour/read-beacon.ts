import { envelope, type Beacon } from '../../wire/beacon.js'
import { event } from '../../wire/event.js'

export interface ReadBeacon {
  /** Null when the envelope is no envelope; otherwise with the events that are whole. */
  beacon: Beacon | null
  /** What the collector would refuse, in words. */
  faults: string[]
}

/** Reads a body as the collector does: the envelope first, then event by event. */
export function readBeacon(body: string): ReadBeacon {
  const read = envelope.safeParse(parse(body))
  if (!read.success) {
    return { beacon: null, faults: [`${read.error.message} in ${body.slice(0, 500)}`] }
  }
  const faults: string[] = []
  const events = read.data.events.flatMap((candidate) => {
    const one = event.safeParse(candidate)
    if (!one.success) faults.push(`${one.error.message} in ${JSON.stringify(candidate)}`)
    return one.success ? [one.data] : []
  })
  return { beacon: { ...read.data, events }, faults }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // The envelope's schema says so.
  }
}
