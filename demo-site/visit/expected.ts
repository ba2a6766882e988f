import type { DigitalInteraction } from '../gong-sandbox/contract/digital-interaction.js'
import { PERSON, PERSON_WATCHED_PERCENT } from './self-reported-visit.js'
import { TRACKED_WATCHED_PERCENT, TRACKING_ID } from './tracked-visit.js'

/** An interaction that a seller should see after the two visits. */
export type Expected = { words: string; matches: (interaction: DigitalInteraction) => boolean }

/** How far the player may overrun the moment of the pause, in percent of the film. */
const OVERRUN_PERCENT = 10

/** The first frame of a play may go uncounted. */
const UNDERRUN_PERCENT = 2

const byTracked = ({ trackingId, person }: DigitalInteraction) =>
  trackingId === TRACKING_ID && !person
const byPerson = ({ person, trackingId }: DigitalInteraction) =>
  person?.email === PERSON.email && !trackingId

/** Pages are told by their address, clicks by their words, the film by what was watched of it. */
export const EXPECTED: readonly Expected[] = [
  page('home', '/', byTracked),
  click('link clicked', 'Watch the tour'),
  page('tour', '/tour', byTracked),
  film(TRACKED_WATCHED_PERCENT, byTracked),
  page('pricing', '/pricing', byTracked),
  click('button clicked', 'Start with Network'),
  page('blog', '/blog', byTracked),
  page('article', '/blog/what-auditors-ask-first', byTracked),
  page('home', '/', byPerson),
  page('tour', '/tour', byPerson),
  film(PERSON_WATCHED_PERCENT, byPerson),
  page('pricing', '/pricing', byPerson),
  page('contact', '/contact', byPerson),
]

export function missingFrom(interactions: readonly { body: DigitalInteraction }[]): Expected[] {
  return EXPECTED.filter(({ matches }) => !interactions.some(({ body }) => matches(body)))
}

function film(percent: number, isTheirs: Expected['matches']): Expected {
  return {
    words: `${nameOf(isTheirs)}: video watched, about ${percent} %`,
    matches: (interaction) => {
      const { value = 0, numericType } = interaction.content.numericContentDetails ?? {}
      return (
        isTheirs(interaction) &&
        interaction.eventType === 'video watched' &&
        numericType === 'PERCENTAGE' &&
        value >= percent - UNDERRUN_PERCENT &&
        value <= percent + OVERRUN_PERCENT
      )
    },
  }
}

function page(name: string, path: string, isTheirs: Expected['matches']): Expected {
  return {
    words: `${nameOf(isTheirs)}: page viewed, ${name}`,
    matches: (interaction) =>
      isTheirs(interaction) &&
      interaction.eventType === 'page viewed' &&
      pathOf(interaction.content.contentUrl) === path,
  }
}

function click(eventType: string, title: string): Expected {
  return {
    words: `tracked visitor: ${eventType}, ${title}`,
    matches: (interaction) =>
      byTracked(interaction) &&
      interaction.eventType === eventType &&
      interaction.content.contentTitle === title,
  }
}

function nameOf(isTheirs: Expected['matches']): string {
  return isTheirs === byPerson ? PERSON.name : 'tracked visitor'
}

function pathOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).pathname
}
