import { expect, test } from 'vitest'
import { readTagOptions } from './tag-options.js'

function read(src: string, attributes: Record<string, string> = {}) {
  return readTagOptions(src, { getAttribute: (name) => attributes[name] ?? null })
}

test('attributes set the options, and the endpoint is on the host of the script', () => {
  const attributes = { 'data-site': 'acme-www', 'data-tracking-params': 'gong_tid, tid' }
  expect(read('https://c.example.com/x/tamtam.js', attributes)).toEqual({
    siteId: 'acme-www',
    endpoint: 'https://c.example.com/v1/events',
    trackingParams: ['gong_tid', 'tid'],
  })
})

test('query parameters of the src set them for tag managers that drop attributes', () => {
  const src =
    'https://c.example.com/t.js?site=acme&endpoint=%2Fevents&tracking-params=gong_tid%2Ctid'
  expect(read(src)).toEqual({
    siteId: 'acme',
    endpoint: 'https://c.example.com/events',
    trackingParams: ['gong_tid', 'tid'],
  })
})

test('an attribute wins over a query parameter', () => {
  expect(read('https://c.example.com/t.js?site=a', { 'data-site': 'b' }).siteId).toBe('b')
})

test('an endpoint may be anywhere', () => {
  const attributes = { 'data-site': 'a', 'data-endpoint': 'https://other.example.com/e' }
  expect(read('https://c.example.com/t.js', attributes).endpoint).toBe(
    'https://other.example.com/e',
  )
})

test('without a site and without tracking parameters there are none', () => {
  expect(read('https://c.example.com/t.js')).toMatchObject({ siteId: '', trackingParams: [] })
})
