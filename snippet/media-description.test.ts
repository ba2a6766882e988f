import { beforeEach, expect, test, vi } from 'vitest'
import type { AnyPlayer } from './media-description.js'
import { describeMedia } from './media-description.js'
import { setOptions } from './options.js'

const FILM = { currentTime: 0, duration: 90, paused: true }

beforeEach(() => {
  setOptions({ site: 'acme', endpoint: 'https://collector.example.com/v1/events' })
  vi.stubGlobal('document', { baseURI: 'about:blank' })
  vi.stubGlobal('location', new URL('https://acme.com/films'))
  return () => vi.unstubAllGlobals()
})

/** A browser's own player, as far as it is described. */
function element(own: Partial<AnyPlayer>): AnyPlayer {
  return { ...FILM, played: {} as TimeRanges, ...own }
}

test('a film is known by its id, else its file, else its title, else its page', () => {
  const currentSrc = 'https://cdn.acme.com/tour.mp4?token=1'
  const title = 'The tour'
  const players = [
    { video_id: 'v', id: 'tour', currentSrc, title },
    { id: 'tour', currentSrc, title },
    { id: '', currentSrc, title },
    { title },
    {},
  ]
  expect(players.map((own) => describeMedia(element(own)).id)).toEqual([
    'v',
    'tour',
    'https://cdn.acme.com/tour.mp4',
    'The tour',
    '/films',
  ])
})

test('provider, title, address and duration are told, and the address is clean', () => {
  const own = { ariaLabel: 'A tour', title: 'x', currentSrc: 'https://a.com/t.mp4?token=1#t=5' }
  expect(describeMedia(element(own))).toEqual({
    provider: 'html5',
    id: 'https://a.com/t.mp4',
    title: 'A tour',
    url: 'https://a.com/t.mp4',
    durationSeconds: 90,
  })
})

test('an address that is another at each visit, or none of a file, is not told', () => {
  for (const src of ['blob:https://acme.com/0a1b', 'data:video/mp4;base64,AAAA', '', 'tour.mp4']) {
    expect(describeMedia(element({ src }))).toMatchObject({ url: undefined, id: '/films' })
  }
})

test('no e-mail address is told', () => {
  vi.stubGlobal('location', new URL('https://acme.com/u/joe@acme.com/film'))
  expect(describeMedia(element({})).id).toBe('/u/[email]/film')
  const own = { id: 'joe@acme.com', title: 'For joe@acme.com', src: 'https://a.com/joe@acme.com' }
  expect(JSON.stringify(describeMedia(element(own)))).not.toMatch(/joe|@/)
})

test('what is neither an element nor in a known frame is a player of the site', () => {
  expect(describeMedia({ ...FILM, id: 'own' })).toMatchObject({ provider: 'custom', id: 'own' })
  expect(describeMedia({ ...FILM, id: 'own', _provider: 'vimeo' }).provider).toBe('vimeo')
})

test('a player whose id and title are no texts is known by its page', () => {
  // A site's own player may have anything there.
  const odd = { ...FILM, id: 5, title: {} } as unknown as AnyPlayer
  expect(describeMedia(odd)).toMatchObject({ id: '/films', title: '' })
})
