import type { Person } from './api.js'
import { tell } from './tell.js'

/** Notes who the visitor says to be; what people are told apart by is in the collector's order. */
export function identify(
  person: { [Key in keyof Person]?: string | undefined | object },
  token?: string,
): void {
  const { email, phoneNumber, personId } = person as Person
  tell('identify', { person, token }, email || phoneNumber || personId)
}
