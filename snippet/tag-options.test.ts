import { beforeEach, expect, test, vi } from 'vitest'
import { readTagOptions } from './tag-options.js'

beforeEach(() => {
  vi.stubGlobal('location', new URL('https://acme.com/pricing?endpoint=https://evil.example'))
  return () => vi.unstubAllGlobals()
})

function read(src: string, dataset: Record<string, string> = {}) {
  return readTagOptions({ src, dataset })
}

test('attributes set the options, and the endpoint is on the host of the script', () => {
  const dataset = { site: 'acme-www', trackingParams: 'gong_tid, tid', consent: 'required' }
  expect(read('https://c.example.com/x/tamtam.js', dataset)).toEqual({
    ...dataset,
    endpoint: 'https://c.example.com/v1/events',
  })
})

test('query parameters of the src set them for tag managers that drop attributes', () => {
  const src =
    'https://c.example.com/t.js?site=acme&endpoint=%2Fevents&trackingParams=gong_tid%2Ctid'
  expect(read(src)).toEqual({
    site: 'acme',
    endpoint: 'https://c.example.com/events',
    trackingParams: 'gong_tid,tid',
  })
})

test('an attribute wins over a query parameter', () => {
  expect(read('https://c.example.com/t.js?site=a', { site: 'b' }).site).toBe('b')
})

test('an endpoint may be anywhere', () => {
  const dataset = { site: 'a', endpoint: 'https://other.example.com/e' }
  expect(read('https://c.example.com/t.js', dataset).endpoint).toBe('https://other.example.com/e')
})

test('a script without an address of its own takes its page’s host, and no option of its query', () => {
  expect(read('', { site: 'a' }).endpoint).toBe('https://acme.com/v1/events')
})
