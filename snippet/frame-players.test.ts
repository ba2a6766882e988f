import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { openViewer, reports } from './test-viewer.js'

const YOUTUBE = 'https://www.youtube.com'
const VIMEO = 'https://player.vimeo.com'

let viewer: Awaited<ReturnType<typeof openViewer>>

beforeEach(async () => {
  viewer = await openViewer()
  viewer.listenToFrames()
})

/** A frame of that address, greeted, and what its player was asked. */
function openFrame(src: string, title = 'A film') {
  const asked: unknown[] = []
  const contentWindow = { postMessage: (text: string) => asked.push(JSON.parse(text)) }
  // As much of an element as a greeting needs.
  const greet = (now = src) =>
    viewer.greetFrame({ src: now, title, contentWindow } as unknown as Element)
  greet()
  return { asked, contentWindow, greet }
}

function say(source: object, origin: string, data: unknown): void {
  window.dispatchEvent(Object.assign(new Event('message'), { source, origin, data }))
}

function sayYoutube(source: object, info: object, origin = YOUTUBE): void {
  say(source, origin, JSON.stringify({ event: 'infoDelivery', info }))
}

/** Two seconds of a film of 100, and a pause. */
function playYoutube(source: object, origin = YOUTUBE, own: object = {}): void {
  sayYoutube(source, { ...own, playerState: 1, currentTime: 0, duration: 100 }, origin)
  for (const currentTime of [1, 2]) {
    vi.advanceTimersByTime(1_000)
    sayYoutube(source, { currentTime }, origin)
  }
  sayYoutube(source, { playerState: 2 }, origin)
}

test.each([
  [`${YOUTUBE}/embed/abc-1?enablejsapi=1`, YOUTUBE],
  ['https://www.youtube-nocookie.com/embed/abc-1', 'https://www.youtube-nocookie.com'],
])('the player of %s is followed', (src, origin) => {
  const { asked, contentWindow } = openFrame(src)
  expect(asked).toContainEqual(expect.objectContaining({ event: 'listening' }))
  playYoutube(contentWindow, origin)
  expect(reports).toMatchObject([
    { video: { provider: 'youtube', id: 'abc-1', title: 'A film' }, watchedSeconds: 2 },
  ])
})

test('the player of Vimeo is followed', () => {
  const { asked, contentWindow } = openFrame(`${VIMEO}/video/76979871?h=8272103f6e`)
  expect(asked).toContainEqual(
    expect.objectContaining({ method: 'addEventListener', value: 'timeupdate' }),
  )
  for (const seconds of [0, 1, 2]) {
    vi.advanceTimersByTime(1_000)
    say(contentWindow, VIMEO, { event: 'timeupdate', data: { seconds, duration: 100 } })
  }
  say(contentWindow, VIMEO, { event: 'pause', data: { seconds: 2, duration: 100 } })
  expect(reports).toMatchObject([
    { video: { provider: 'vimeo', id: '76979871' }, watchedSeconds: 2, watchedPercent: 2 },
  ])
})

test('a frame of anybody else is not spoken to', () => {
  for (const src of [
    'https://acme.com/embed/abc',
    'https://www.youtube.com.evil.com/embed/abc',
    'https://evil.com/?https://www.youtube.com/embed/abc',
    'http://www.youtube.com/embed/abc',
    'https://www.youtube.com/',
    '',
  ]) {
    expect(openFrame(src).asked).toEqual([])
  }
})

test('messages of another window or another origin are ignored', () => {
  const { contentWindow } = openFrame(`${YOUTUBE}/embed/abc`)
  playYoutube({}, YOUTUBE, { title: 'of another window' })
  for (const origin of ['https://evil.com', VIMEO, 'https://www.youtube.co', 'null', ''])
    playYoutube(contentWindow, origin, { title: 'of another origin' })
  expect(reports).toEqual([])
  playYoutube(contentWindow)
  expect(reports).toMatchObject([{ video: { title: 'A film' }, watchedSeconds: 2 }])
})

test('property: senseless messages throw nothing, and the film goes on', async () => {
  const { contentWindow } = openFrame(`${YOUTUBE}/embed/abc`)
  const thrown: unknown[] = []
  const onThrown = (reason: unknown) => void thrown.push(reason)
  process.on('uncaughtException', onThrown)
  const odd = fc.oneof(
    fc.anything(),
    fc.json(),
    fc.record({ event: fc.anything(), data: fc.anything() }),
  )
  fc.assert(fc.property(odd, (data) => say(contentWindow, YOUTUBE, data)))
  playYoutube(contentWindow, YOUTUBE, { videoData: { video_id: 'abc', title: 'A film' } })
  // What a listener throws, Node tells in the next tick.
  await vi.advanceTimersByTimeAsync(0)
  process.off('uncaughtException', onThrown)
  expect(thrown).toEqual([])
  expect(reports.at(-1)).toMatchObject({ video: { id: 'abc' }, watchedSeconds: 2 })
})

test('the next film of a list, and another one in the frame, start anew', () => {
  const { contentWindow, greet } = openFrame(`${YOUTUBE}/embed/one`)
  playYoutube(contentWindow, YOUTUBE, { videoData: { video_id: 'one', title: 'One' } })
  playYoutube(contentWindow, YOUTUBE, { videoData: { video_id: 'two', title: 'Two' } })
  greet(`${YOUTUBE}/embed/three`)
  playYoutube(contentWindow)
  const figures = reports.map(({ video, watchedSeconds }) => [video.id, watchedSeconds])
  expect(figures).toEqual([
    ['one', 2],
    ['two', 2],
    ['three', 2],
  ])
})

test('a film that is greeted again goes on', () => {
  const { contentWindow, greet } = openFrame(`${YOUTUBE}/embed/abc`)
  playYoutube(contentWindow)
  greet()
  viewer.leave()
  expect(reports).toMatchObject([{ watchedSeconds: 2 }])
})
