// The at sign also as %40, and as %2540 where an address was escaped twice. Bounded, or long texts would take long.
const EMAIL = /[^\s/?&=]{1,64}(@|%(25)*40)[\w.%-]+/g

/** The text with whatever looks like an e-mail address replaced by `[email]`. */
export function redactEmails(text: string): string {
  return text.replace(EMAIL, '[email]')
}

/**
 * What may leave the page of an address. Of http and https: the address without fragment, credentials, e-mail
 * addresses and all query parameters but `utm_…`. Of all others (`mailto:`, `tel:`, `javascript:`) the scheme alone.
 * Empty when it is no address at all.
 */
export function cleanUrl(address: string, base?: string): string {
  try {
    const { protocol, origin, pathname, search } = new URL(address, base)
    if (!/^http/.test(protocol)) return protocol
    const campaign = search.match(/[?&]utm_[^&]*/g) ?? []
    return redactEmails(origin + pathname + campaign.join('').replace(/^./, '?'))
  } catch {
    return '' // An attribute may hold anything; what cannot be parsed leads nowhere.
  }
}
