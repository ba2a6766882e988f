import type { Page } from '@playwright/test'
import { expect, test, titled, type World } from './world.js'

// Covers: an HTML5 film with a file. Leaves out: embedded players, live streams, several films on a page.

test('half a film watched is 50 percent, whole numbers from 0 to 100', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/tour?gong_tid=half-1`)
  const duration = await openFilm(page)
  await playUntil(page, duration * 0.5)

  const { content } = await watched(world)
  expect(content.contentTitle).toBe('Product tour')
  expect(content.numericContentDetails).toMatchObject({
    rangeFrom: 0,
    rangeTo: 100,
    numericType: 'PERCENTAGE',
  })
  expectPercent(content, 50)
})

test('what was skipped does not count as watched', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/tour?gong_tid=skip-1`)
  const duration = await openFilm(page)
  await playUntil(page, duration * 0.15)
  await film(page).evaluate((video: HTMLVideoElement, at) => {
    video.currentTime = at
  }, duration * 0.85)
  await playUntil(page, duration)

  const { content } = await watched(world)
  expectPercent(content, 30)
  expect(content.contentCustomFields).toContainEqual(
    expect.objectContaining({ name: 'Furthest point percent', value: '100' }),
  )
})

test('a film left by closing the tab keeps what was watched', async ({ world, page }) => {
  await page.goto(`${world.siteUrl}/tour?gong_tid=left-1`)
  const duration = await openFilm(page)
  // Past the 25 percent mark, short of the 50: only the closing can tell the rest.
  await playUntil(page, duration * 0.4, { pause: false })
  await page.close()

  const { content } = await watched(world)
  expectPercent(content, 40)
})

test('a film watched over two visits is told once a visit, each with its own percent', async ({
  world,
  visitor,
  page,
}) => {
  const tour = `${world.siteUrl}/tour?gong_tid=twice-1`
  await page.goto(tour)
  await playUntil(page, (await openFilm(page)) * 0.2)
  await page.close()
  const first = await watched(world)
  expectPercent(first.content, 20)

  // Longer than a visit may be idle; the collector knows a wrong clock when it sees one.
  await visitor.addInitScript((laterMs) => {
    const now = Date.now
    Date.now = () => now() + laterMs
  }, 31 * 60_000)
  const wentBackAtMs = Date.now()
  const again = await visitor.newPage()
  await again.goto(tour)
  await playUntil(again, (await openFilm(again)) * 0.5)
  await again.goto(`${world.siteUrl}/pricing`)

  // Sealed later than all that was watched.
  const { timestamp } = await world.receive(titled('Pricing'))
  const films = world.received().filter(({ eventType }) => eventType === 'video watched')
  expect(films).toEqual([first, expect.objectContaining({ trackingId: 'twice-1' })])
  const [, second = first] = films
  expect(second.sessionId).not.toBe(first.sessionId)
  expectPercent(second.content, 50)
  expect(Date.parse(second.timestamp)).toBeGreaterThan(wentBackAtMs)
  expect(second.timestamp < timestamp).toBe(true)
  expect(Date.parse(timestamp)).toBeLessThan(Date.now())
})

function film(page: Page) {
  return page.locator('video')
}

async function openFilm(page: Page): Promise<number> {
  return film(page).evaluate(async (video: HTMLVideoElement) => {
    video.muted = true
    if (!(video.duration > 0)) {
      await new Promise((resolve) =>
        video.addEventListener('loadedmetadata', resolve, { once: true }),
      )
    }
    return video.duration
  })
}

/** Plays at twice the speed until the film stands at `seconds`, at most a quarter second late, or ends. */
async function playUntil(page: Page, seconds: number, { pause = true } = {}): Promise<void> {
  await film(page).evaluate(
    async (video: HTMLVideoElement, [until, pauseThen]) => {
      video.playbackRate = 2
      await video.play()
      await new Promise<void>((resolve) => {
        video.addEventListener('timeupdate', function look() {
          if (video.currentTime < until && !video.ended) return
          video.removeEventListener('timeupdate', look)
          resolve()
        })
        video.addEventListener('ended', () => resolve(), { once: true })
      })
      if (pauseThen) video.pause()
    },
    [seconds, pause] as const,
  )
}

function watched(world: World) {
  return world.receive({ eventType: 'video watched' })
}

/** A player reports its place four times a second, at twice the speed: 20 seconds of film give 4 percent of slack. */
function expectPercent(
  { numericContentDetails }: Awaited<ReturnType<typeof watched>>['content'],
  percent: number,
): void {
  expect(numericContentDetails?.value).toBeGreaterThanOrEqual(percent - 4)
  expect(numericContentDetails?.value).toBeLessThanOrEqual(percent + 6)
}
