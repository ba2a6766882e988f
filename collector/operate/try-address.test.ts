import { expect, it } from 'vitest'
import { NOON_MS } from '../../wire/test-data.js'
import type { ContentRule } from '../lib/config-content.js'
import { aSite, rulesOf } from '../lib/test-sites.js'
import { tryAddress, type TriedPage } from './try-address.js'

const RULES = rulesOf(
  { match: '/shop*', origin: 'https://shop.acme.com', priority: 'low' },
  { match: '/careers*', send: false },
  { match: '/pricing*', title: 'Pricing', labels: ['pricing'], priority: 'high' },
  { match: '/blog/*', priority: 'low', granularity: 'session' },
  { match: '/proposals/*', reportAs: 'content-viewed', contentId: 'proposal' },
)
const SITE = aSite({ origins: ['https://www.acme.com', 'https://shop.acme.com'] })

function given(page: Partial<TriedPage>, site = SITE, content: ContentRule[] = RULES) {
  return tryAddress(
    { url: 'https://www.acme.com/', title: 'Home | Acme', siteId: 'acme-www', ...page },
    { sites: [site], content },
    NOON_MS,
  )
}

it('the deciding rule comes last, and the earlier ones say why they do not fit', () => {
  const url = 'https://www.acme.com/Pricing/../pricing/?utm_source=x#top'
  expect(given({ url })).toMatchObject({
    asked: [
      { number: 1, match: '/shop*', origin: 'https://shop.acme.com', verdict: 'other path' },
      { number: 2, verdict: 'other path' },
      { number: 3, verdict: 'fits' },
    ],
    rule: 3,
    path: '/pricing',
    contentId: 'www.acme.com/pricing',
    contentUrl: 'https://www.acme.com/pricing/',
    title: 'Pricing',
    labels: ['pricing'],
    priority: 'high',
    isSent: true,
    call: 'digital-interaction',
    askedCall: null,
  })
})

it('a rule whose path fits and whose origin does not is told so', () => {
  expect(given({ url: 'https://www.acme.com/shop' })).toMatchObject({
    asked: [{ verdict: 'other origin' }, {}, {}, {}, {}],
    rule: null,
  })
})

it('without a rule a page has its own title, without the site’s suffix, and the defaults', () => {
  expect(given({})).toMatchObject({
    rule: null,
    title: 'Home',
    priority: 'normal',
    granularity: 'content',
    isSent: true,
  })
})

it('a page of which nothing is sent says so', () => {
  expect(given({ url: 'https://www.acme.com/careers/7' })).toMatchObject({ isSent: false })
})

it('a page of a digest has the digest’s title', () => {
  expect(given({ url: 'https://www.acme.com/blog/a', title: 'A post' })).toMatchObject({
    title: 'Read A post',
    granularity: 'session',
    contentUrl: null,
  })
})

it('the call is the rule’s only where the site has the engagement calls', () => {
  const page = { url: 'https://www.acme.com/proposals/7' }
  expect(given(page)).toMatchObject({
    call: 'digital-interaction',
    askedCall: 'content-viewed',
    contentId: 'proposal',
  })
  expect(given(page, { ...SITE, engagementCalls: true })).toMatchObject({
    call: 'content-viewed',
    askedCall: null,
  })
})

it('a canonical address of the same site is what the page is known by', () => {
  const page = { url: 'https://www.acme.com/p?id=7', canonicalUrl: 'https://www.acme.com/pricing' }
  expect(given(page)).toMatchObject({ address: page.canonicalUrl, rule: 3 })
  const foreign = { ...page, canonicalUrl: 'https://evil.example/pricing' }
  expect(given(foreign)).toMatchObject({ address: page.url, rule: null })
})

it('a router’s path is compared too, and an origin that is not the site’s is told', () => {
  expect(given({ url: 'https://app.acme.com/app#/pricing' })).toMatchObject({
    path: '/app',
    route: '/pricing',
    rule: 3,
    isOwnOrigin: false,
    contentUrl: null,
  })
})

it.each([
  [{ url: 'acme.com/pricing' }, 'url'],
  [{ url: 'javascript:alert(1)' }, 'url'],
  [{ canonicalUrl: '/pricing' }, 'canonicalUrl'],
  [{ siteId: 'other' }, 'site'],
])('what cannot be tried is told at its field: %j', (page, field) => {
  expect(given(page)).toMatchObject({ kind: 'fault', field })
})
