import type { Random } from '../../e2e/soak/random.js'
import { MILESTONES_PERCENT } from '../../wire/video.js'
import { ORIGIN, PAGES, type SitePage } from './site.js'
import type { Telling } from './tell.js'
import type { Habit } from './write-day.js'

interface Visit {
  random: Random
  tell: Telling
  habit: Habit
  atMs: number
  /** The last of the day: a lead says who it is. */
  isLast: boolean
}

const ENTRANCES = ['', '', '', '?utm_source=newsletter&utm_campaign=november', '?utm_source=ads']

/** One visit, page by page. Gives the time at which it ended. */
export function visitPages({ random, tell, habit, atMs, isLast }: Visit): number {
  tell.beginSession()
  let nowMs = atMs
  const pages = planVisit(random, habit)
  for (const [index, page] of pages.entries()) {
    tell.open(page, index === 0 ? (ENTRANCES[random.whole(0, ENTRANCES.length - 1)] ?? '') : '')
    tell.tell('page_view', nowMs, { viewport: { width: 1280, height: 720 } })
    nowMs = stay({ random, tell, page, nowMs })
    const next = pages[index + 1]
    if (next && random.whole(1, 10) <= 7) {
      const href = ORIGIN + next.path
      tell.tell('click', nowMs, {
        target: { kind: 'link', text: next.title.split(' | ')[0], href },
      })
      nowMs += 200
    }
  }
  if (habit === 'lead' && isLast) nowMs = askForDemo({ random, tell, nowMs })
  return nowMs
}

function planVisit(random: Random, habit: Habit): SitePage[] {
  const some = (pages: readonly SitePage[], min: number, max: number): SitePage[] =>
    random.shuffle(pages).slice(0, random.whole(min, max))
  switch (habit) {
    case 'bouncer':
      return some([...PAGES.home, ...PAGES.blog, ...PAGES.docs, ...PAGES.careers], 1, 1)
    case 'reader':
      return [...some(PAGES.home, 0, 1), ...some([...PAGES.blog, ...PAGES.docs], 2, 7)]
    case 'evaluator':
    case 'lead': {
      const asked = [
        ...PAGES.product,
        ...PAGES.pricing,
        ...PAGES.pricing,
        ...PAGES.blog.slice(0, 4),
      ]
      return [...PAGES.home, ...some(asked, 3, 9)]
    }
  }
}

/** What happens on one page until it is left. */
function stay(at: { random: Random; tell: Telling; page: SitePage; nowMs: number }): number {
  const { random, tell, page } = at
  let { nowMs } = at
  let activeSeconds = 0
  // Some look away and come back.
  const looks = random.pick([1, 1, 1, 2, 2, 3])
  for (let look = 1; look <= looks; look++) {
    const seconds = random.whole(4, 90)
    nowMs += seconds * 1000
    activeSeconds += seconds
    if (look === 1 && page.filmSeconds && random.whole(1, 2) === 1) {
      nowMs = watch({ random, tell, seconds: page.filmSeconds, path: page.path, nowMs })
    }
    if (look === 1 && page.path === '/pricing' && random.whole(1, 3) === 1) {
      for (let clicks = random.whole(1, 3); clicks > 0; clicks--) {
        tell.tell('click', nowMs, { target: { kind: 'button', text: 'Yearly', id: 'yearly' } })
        nowMs += 1500
      }
    }
    tell.tell('page_leave', nowMs, { activeSeconds, scrollPercent: random.whole(10, 100) })
    if (look < looks) nowMs += random.whole(30, 400) * 1000
  }
  return nowMs
}

function watch(film: {
  random: Random
  tell: Telling
  seconds: number
  path: string
  nowMs: number
}): number {
  const { random, tell, seconds, path } = film
  let { nowMs } = film
  const untilPercent = random.whole(5, 100)
  const video = {
    provider: 'html5' as const,
    id: path,
    title: 'The tour',
    durationSeconds: seconds,
  }
  const told = (percent: number) => ({
    video,
    watchedPercent: percent,
    positionPercent: percent,
    watchedSeconds: (seconds * percent) / 100,
  })
  let lastPercent = 0
  for (const milestonePercent of MILESTONES_PERCENT.filter((each) => each <= untilPercent)) {
    nowMs += ((milestonePercent - lastPercent) / 100) * seconds * 1000
    tell.tell('video_progress', nowMs, { ...told(milestonePercent), milestonePercent })
    lastPercent = milestonePercent
  }
  nowMs += ((untilPercent - lastPercent) / 100) * seconds * 1000
  tell.tell('video_progress', nowMs, told(untilPercent))
  return Math.round(nowMs)
}

function askForDemo({ random, tell, nowMs }: { random: Random; tell: Telling; nowMs: number }) {
  const [page] = PAGES.demo
  tell.open(page, '')
  tell.tell('page_view', nowMs, {})
  const sentMs = nowMs + random.whole(20, 120) * 1000
  const number = random.whole(1, 1_000_000)
  tell.tell('form_submit', sentMs, { formId: 'demo', formName: 'Book a demo' })
  const person = { email: `buyer-${number}@customer-${number % 97}.com`, name: `Buyer ${number}` }
  tell.tell('identify', sentMs + 50, { person })
  tell.tell('page_leave', sentMs + 3000, { activeSeconds: 30, scrollPercent: 100 })
  return sentMs + 3000
}
