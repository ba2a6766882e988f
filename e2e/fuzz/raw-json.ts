/** Where a value is, from the top. */
export type Place = readonly (string | number)[]

/** A value that no beacon has, in whose stead a text is put. */
const MARK = '@@put-here@@'

/** Every place below the top of a JSON value. */
export function placesIn(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return keys.flatMap((key) => {
    const place = [...above, key]
    return [place, ...placesIn(valueAt(value, [key]), place)]
  })
}

/** The places of a kind of value, `typeof`'s words and `array`. */
export function placesOf(value: unknown, kind: 'string' | 'number' | 'object' | 'array'): Place[] {
  return placesIn(value).filter((place) => {
    const found = valueAt(value, place)
    return kind === 'array' || Array.isArray(found)
      ? kind === 'array' && Array.isArray(found)
      : typeof found === kind
  })
}

export function valueAt(value: unknown, place: Place): unknown {
  // Places are found in the value itself.
  return place.reduce((at, key) => (at as Record<string | number, unknown>)[key], value)
}

/** The value as JSON, with `raw` standing where `place` is, whether or not that is JSON. */
export function withRaw(value: unknown, place: Place, raw: string): string {
  const key = place.at(-1)
  if (key === undefined) return raw
  const copy: unknown = structuredClone(value)
  const around = valueAt(copy, place.slice(0, -1)) as Record<string | number, unknown> // As above.
  around[key] = MARK
  return JSON.stringify(copy).replace(JSON.stringify(MARK), () => raw)
}

/** The value as JSON, with `raw` as one more member, the first or the last, of the object at `place`. */
export function withMember(
  value: unknown,
  { place, raw, last = false }: { place: Place; raw: string; last?: boolean },
): string {
  const members = JSON.stringify(valueAt(value, place)).slice(1, -1)
  const all = members === '' ? [raw] : last ? [members, raw] : [raw, members]
  return withRaw(value, place, `{${all.join()}}`)
}

/** Without what is at `place`. */
export function without(value: unknown, place: Place): string {
  const copy: unknown = structuredClone(value)
  const around = valueAt(copy, place.slice(0, -1))
  const key = place.at(-1)
  if (Array.isArray(around)) around.splice(Number(key), 1)
  else if (key !== undefined) Reflect.deleteProperty(around as object, key)
  return JSON.stringify(copy)
}
