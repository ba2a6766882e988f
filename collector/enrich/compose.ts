import type { EventOf } from '../../wire/event.js'
import type { Site } from '../lib/config-file.js'
import { allowsOrigin } from '../lib/origins.js'
import type { StoredEvent } from '../store/events.js'
import { DIGEST_KIND, type InteractionKind, type SealedContent } from '../store/interaction.js'
import { cleanText } from '../lib/clean-text.js'
import { composeClick } from './compose-click.js'
import { composeDigest } from './compose-digest.js'
import { composePage } from './compose-page.js'
import { composeVideo } from './compose-video.js'
import type { ContentOf } from './contents.js'
import { field } from './custom-field.js'
import { deviceOf } from './device.js'
import { furthestStep } from './furthest-step.js'
import type { KindContent } from './kind-content.js'
import { contentUrlOf } from './page-content.js'
import { titleOfPages } from './page-title.js'
import { plainId } from './plain-id.js'

export interface ComposeDeps {
  site: Site
  contentOf: ContentOf
}

type Events = readonly [StoredEvent, ...StoredEvent[]]

/**
 * The content of an interaction, from all its events in the order in which they happened. Depends on nothing else, so
 * the same events give the same content however they arrived. The page of the first event and its rule decide for all;
 * what is clicked or watched there keeps a title of its own.
 */
export function compose(kind: InteractionKind, events: Events, deps: ComposeDeps): SealedContent {
  const { site, contentOf } = deps
  const [{ event, context, userAgent, occurredAtMs }] = events
  const { contentId, url, rule } = contentOf(site.siteId, event.page)
  const contentUrl = contentUrlOf(url, (origin) => allowsOrigin(site, origin))
  const device = context.device ?? deviceOf(userAgent)
  const { title, customFields, ...own } = composeKind(kind, events, deps)
  return {
    eventType: kind,
    occurredAtMs,
    // A digest is about no one content.
    ...(kind !== DIGEST_KIND && { contentId, ...(contentUrl !== undefined && { contentUrl }) }),
    ...(device && { device }),
    ...(rule?.labels?.length && { labels: rule.labels }),
    priority: rule?.priority ?? 'normal',
    reportAs: rule?.reportAs ?? 'digital-interaction',
    ...(rule && { rule: rule.match }),
    ...(context.place && { place: context.place }),
    ...(context.companyDomain !== undefined && { networkDomain: context.companyDomain }),
    ...own,
    title: title || titleOfPages(events, { rule, site }),
    // By its id, which is the name that its owner gave it.
    customFields: [...customFields, { name: 'Site', value: site.siteId, dataType: 'STRING' }],
  }
}

function composeKind(kind: InteractionKind, stored: Events, deps: ComposeDeps): KindContent {
  const { site } = deps
  switch (kind) {
    case 'page viewed':
      return composePage(stored)
    case 'pages viewed':
      return composeDigest(stored, deps)
    case 'video watched':
      return composeVideo(eventsOf(stored, 'video_progress'))
    case 'link clicked':
    case 'button clicked':
    case 'element clicked':
      return composeClick(eventsOf(stored, 'click'), deps)
    case 'file downloaded':
      return withLast(stored, 'file_download', ({ fileName }) => ({
        title: cleanText(fileName),
        customFields: [],
      }))
    case 'form submitted':
      return withLast(stored, 'form_submit', ({ formName, formId }) => ({
        title: cleanText(formName ?? '') || cleanText(formId ?? ''),
        customFields: [],
      }))
    case 'content searched':
      return withLast(stored, 'search', (search) => composeSearch(search, site))
    case 'step reached':
      return composeStep(eventsOf(stored, 'step'))
    case 'rating given':
      return withLast(stored, 'rating', ({ title, value, from, to, kind: numericType }) => ({
        title: cleanText(title),
        numeric: { value, rangeFrom: from, rangeTo: to, numericType },
        customFields: [],
      }))
    case 'custom event':
      return withLast(stored, 'custom', ({ name, title, properties = {} }) => ({
        eventType: cleanText(name) || kind,
        title: cleanText(title ?? ''),
        customFields: Object.entries(properties).map(([key, value]) => field(key, value)),
      }))
  }
}

/** A search that names nothing a seller could read is told by its page alone. */
function composeSearch(
  { name, objectType, domain, objectId, url }: EventOf<'search'>,
  site: Site,
): KindContent {
  const title = cleanText(name)
  const ownUrl = url && contentUrlOf(url, (origin) => allowsOrigin(site, origin))
  const details = {
    ...(objectId?.trim() && { objectId: plainId(objectId) }),
    ...(ownUrl && { url: ownUrl }),
  }
  return {
    title,
    ...(title && { search: { name: title, objectType, domain, ...details } }),
    customFields: [],
  }
}

function composeStep(steps: readonly EventOf<'step'>[]): KindContent {
  const furthest = furthestStep(steps)
  const value = cleanText(furthest.value)
  const availableSteps = furthest.availableSteps.map((each) => cleanText(each)).filter(Boolean)
  return {
    title: cleanText(furthest.title),
    ...(value && availableSteps.length > 0 && { step: { value, availableSteps } }),
    customFields: [],
  }
}

function withLast<T extends StoredEvent['event']['type']>(
  stored: readonly StoredEvent[],
  type: T,
  content: (event: EventOf<T>) => KindContent,
): KindContent {
  const last = eventsOf(stored, type).at(-1)
  if (!last) throw new Error(`an interaction of ${type} has no such event`)
  return content(last)
}

function eventsOf<T extends StoredEvent['event']['type']>(
  stored: readonly StoredEvent[],
  type: T,
): EventOf<T>[] {
  return stored
    .map(({ event }) => event)
    .filter((event): event is EventOf<T> => event.type === type)
}
