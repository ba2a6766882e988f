import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { companyDomain, isWithin, mailHost } from './company-domain.js'

describe("a company's domain", () => {
  it.each([
    ['acme.com', 'acme.com'],
    [' Mail.EU.Acme.co.uk ', 'acme.co.uk'],
    ['ada@sub.acme.com', 'acme.com'],
    ['https://www.acme.com/about?x#y', 'acme.com'],
    ['acme.com.', 'acme.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['xn--mnchen-3ya.de', 'xn--mnchen-3ya.de'],
  ])('of %s is %s', (text, domain) => {
    expect(companyDomain(text)).toBe(domain)
  })

  it.each([
    ['a public mailbox', 'gmail.com'],
    ['a public mailbox of a country', 'ada@outlook.de'],
    ['what lies below one', 'ada@mail.gmx.de'],
    ['a bare suffix', 'co.uk'],
    ['a top-level domain', 'com'],
    ['an IP address', '203.0.113.9'],
    ['an IP address in brackets', '[2001:db8::1]'],
    ['a name of no registry', 'acme.internal'],
    ['this machine', 'localhost'],
    ["a tenant of somebody else's domain", 'acme.github.io'],
    ['words', 'Acme & Sons'],
    ['nothing', ''],
  ])('is none of %s', (_, text) => {
    expect(companyDomain(text)).toBeNull()
  })

  it('is itself its own, and a bare name, whatever is asked', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.domain(),
      fc.emailAddress(),
      fc.webUrl(),
    )
    fc.assert(
      fc.property(text, (any) => {
        const domain = companyDomain(any)
        if (domain === null) return
        expect(domain).toMatch(/^([a-z0-9-]+\.)+[a-z0-9-]{2,63}$/)
        expect(companyDomain(domain)).toBe(domain)
      }),
    )
  })
})

it('a host lies within its domain and those above, and not within what merely ends alike', () => {
  expect(isWithin('eu.acme.com', ['acme.com'])).toBe(true)
  expect(isWithin('acme.com', ['other.com', 'acme.com'])).toBe(true)
  expect(isWithin('notacme.com', ['acme.com'])).toBe(false)
  expect(isWithin('com', ['acme.com'])).toBe(false)
})

it("an address's host is what follows the last @", () => {
  expect(mailHost('"a@b"@Acme.COM')).toBe('acme.com')
  expect(mailHost('ada@acme.com.')).toBe('acme.com')
  expect(mailHost('acme.com')).toBeNull()
  expect(mailHost('ada@')).toBeNull()
})
