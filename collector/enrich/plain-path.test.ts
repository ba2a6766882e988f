import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainPath } from './plain-path.js'

it.each([
  ['/pricing/index%2Ehtml', '/pricing'],
  ['/pricing/index.html/', '/pricing'],
  ['/index.html/index.html', '/'],
  ['/pricing/index.html;jsessionid=1', '/pricing'],
  ['/;a=b', '/'],
  ['/%%34%31', '/%2541'],
  ['/100%', '/100%25'],
  ['/a@b.com.@c.com', '/[email]'],
])('%s is %s in its plain spelling', (path, plain) => {
  expect(plainPath(path)).toBe(plain)
})

it('the plain spelling of a plain spelling is itself', () => {
  const piece = fc.constantFrom(
    ...['/', '//', '%', '%2', '25', '34', '%2E', '%2f', '%3B', ';', '.', 'a', 'A', '%c3%b6', 'ö'],
    ...['index', '.html', '/index.html', '/default.aspx', 'a@b.co', '@', '%40', '[email]', 'eyJ'],
    ...['d41d8cd98f00b204e9800998ecf8427e', 'eyJhbGci.b.c', '-', '=', '+', '%2B'],
  )
  const path = fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`)
  const any = fc.oneof(path, fc.webPath(), fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(any, (each) => {
      const plain = plainPath(each)
      expect(plainPath(plain)).toBe(plain)
    }),
    { numRuns: 1000 },
  )
})
