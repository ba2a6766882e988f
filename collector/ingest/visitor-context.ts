import type { ConfigFile } from '../lib/config-file.js'
import type { VisitorContext } from '../store/visitor-context.js'
import { createClientAddress, createProxyTrust } from './client-address.js'
import type { LookUps } from './open-look-ups.js'
import { placeByHeaders } from './place-headers.js'
import type { RequestHead } from './request-head.js'

export interface ContextSources extends LookUps {
  /** Where trusted proxies say where the visitor is. */
  placeHeaders?: ConfigFile['placeHeaders']
  trustedProxies: readonly string[]
}

/**
 * Reads what a request tells of its visitor. This is the one moment at which the visitor's address is known: what it is
 * looked up for is kept, and the address is not. A proxy's word on the place goes before the file's, since it knows the
 * connection. Null when nothing is known.
 */
export function createVisitorContext(
  sources: ContextSources,
): (head: RequestHead) => VisitorContext | null {
  const { placeHeaders, placeOf, companyOf } = sources
  const clientAddress = createClientAddress(sources.trustedProxies)
  const isTrusted = createProxyTrust(sources.trustedProxies)
  const asksAddress = placeOf !== undefined || companyOf !== undefined

  return function visitorContext(head) {
    const told =
      placeHeaders && isTrusted(head.socketAddress) ? placeByHeaders(head, placeHeaders) : undefined
    const address = asksAddress ? clientAddress(head) : null
    const place = told ?? (address === null ? undefined : placeOf?.(address))
    const companyDomain = address === null ? undefined : companyOf?.(address)
    const device = deviceByHint(head)
    if (!device && !place && !companyDomain) return null
    return {
      ...(device && { device }),
      ...(place && { place }),
      ...(companyDomain && { companyDomain }),
    }
  }
}

/**
 * A browser that says it is mobile is. One that says it is not may still be a tablet, which is MOBILE to Gong: of that
 * the user agent knows more. https://wicg.github.io/ua-client-hints/#sec-ch-ua-mobile
 */
function deviceByHint({ header }: RequestHead): VisitorContext['device'] {
  return header('sec-ch-ua-mobile') === '?1' ? 'MOBILE' : undefined
}
