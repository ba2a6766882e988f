// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever compiles this file from another folder needs it too
/// <reference path="./email-providers.d.ts" />
import { domainToASCII } from 'node:url'
import publicMailboxes from 'email-providers'
import { parse } from 'tldts'
import { domain as domainName } from '../../wire/text.js'

const PUBLIC_MAILBOXES = new Set(publicMailboxes)

/**
 * The domain by which a company is known, of a host name, an address of a page or of a mailbox: `acme.co.uk` of
 * `ada@mail.acme.co.uk`. Null where it names no company: a public mailbox, an IP address, a bare suffix, a name that no
 * registry gives out (`acme.internal`), and a tenant of somebody else's domain (`acme.github.io`). By the public suffix
 * list, https://publicsuffix.org, as the installed version has it; in ASCII and lower case, as accounts have theirs.
 */
export function companyDomain(text: string): string | null {
  const { hostname, domain, isIcann } = parse(text.trim(), { allowPrivateDomains: true })
  if (hostname === null || domain === null || !isIcann) return null
  const name = domainToASCII(domain)
  const isPublic = [hostname, name].some((each) => PUBLIC_MAILBOXES.has(each))
  return isPublic || !domainName.safeParse(name).success ? null : name
}

/** The host of an e-mail address, in lower case; null of anything else. */
export function mailHost(email: string): string | null {
  const at = email.lastIndexOf('@')
  return at < 0
    ? null
    : email
        .slice(at + 1)
        .replace(/\.$/, '')
        .toLowerCase() || null
}

/** Whether a host is one of these domains or lies below one. Both in lower case. */
export function isWithin(host: string, domains: readonly string[]): boolean {
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}
