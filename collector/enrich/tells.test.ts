import { describe, expect, it } from 'vitest'
import { anEvent, onPage } from '../../wire/test-data.js'
import { aSite, siteMap } from '../lib/test-sites.js'
import { createContents } from './contents.js'
import { addTells, isBeyond, tellsOf, type Told } from './tells.js'

const contentOf = createContents({ sites: siteMap(aSite()), content: [] })
const siteId = 'acme-www'
const view = (path: string) => ({
  siteId,
  event: anEvent('page_view', onPage(`https://www.acme.com${path}`)),
})
const step = (value: string) => ({ siteId, event: anEvent('step', { value }) })

describe('what sealed parts tell', () => {
  it('is added in place, part by part', () => {
    const told: Told = new Set(['a'])
    expect(addTells(addTells(told, ['b', 'c']), ['d'])).toBe(told)
    expect([...told]).toEqual(['a', 'b', 'c', 'd'])
  })

  it('is everything once it was not kept of one of them, in any order', () => {
    expect(addTells(addTells(new Set(), ['a']), null)).toBe('everything')
    expect(addTells(addTells(new Set(), null), ['a'])).toBe('everything')
  })
})

describe('an event is beyond what was told', () => {
  it('as a page that is not among it', () => {
    const told = addTells(new Set(), tellsOf('pages viewed', [view('/a'), view('/b')], contentOf))
    expect(['/a', '/b', '/c'].map((path) => isBeyond(told, view(path), contentOf))).toEqual([
      false,
      false,
      true,
    ])
  })

  it('as a step past the furthest', () => {
    const told = addTells(new Set(), tellsOf('step reached', [step('invite')], contentOf))
    expect(
      ['sign up', 'invite', 'done'].map((value) => isBeyond(told, step(value), contentOf)),
    ).toEqual([false, false, true])
  })

  it('never, where everything was', () => {
    expect(
      [view('/a'), step('done')].map((each) => isBeyond('everything', each, contentOf)),
    ).toEqual([false, false])
  })
})
