import type { ContentViewed } from '../gong/content-viewed.js'
import type { CustomField, SealedContent } from '../store/interaction.js'
import type { Who } from '../store/who.js'

export type Property = NonNullable<ContentViewed['eventProperties']>[number]

/**
 * What the content is, beside its keys: labels, what was searched for, and the custom fields. Pages choose the names of
 * some of these, so that nothing of ours stands among them: a page could name a field "Identity".
 */
export function toContentProperties({ labels, search, customFields }: SealedContent): Property[] {
  return [
    ...(labels?.length ? [text('Labels', labels.join(', '))] : []),
    ...(search
      ? [
          text('Search', search.name),
          text('Search type', search.objectType),
          text('Search domain', search.domain),
          ...(search.objectId ? [text('Search object', search.objectId)] : []),
          ...(search.url ? [address('Search address', search.url)] : []),
        ]
      : []),
    ...customFields.map(ofField),
  ]
}

/**
 * What became of it: how we know the person, how far they came, and whence. Of somebody whom only Gong can name there is
 * neither place nor company: they would be nobody's.
 */
export function toEventProperties(
  { numeric, step, device, place }: SealedContent,
  { who, label }: { who: Who; label: string | null },
): Property[] {
  const company = who.kind === 'person' ? who.person.company : undefined
  const companyName = company?.name ?? company?.domain
  const isPlaced = who.kind === 'person' && place
  return [
    ...(label === null ? [] : [text('Identity', label)]),
    ...(numeric ? ofNumber(numeric) : []),
    ...(step
      ? [text('Step', step.value), text('Available steps', step.availableSteps.join(', '))]
      : []),
    ...(device ? [text('Device', device)] : []),
    ...(isPlaced
      ? [
          text('Country', place.country),
          ...(place.region ? [text('Region', place.region)] : []),
          ...(place.city ? [text('City', place.city)] : []),
        ]
      : []),
    ...(companyName ? [text('Company', companyName)] : []),
  ]
}

const NUMBER_NAMES = {
  PERCENTAGE: 'Percent',
  NPS: 'NPS',
  RATING: 'Rating',
  OTHER: 'Value',
} as const

function ofNumber({
  value,
  rangeFrom,
  rangeTo,
  numericType,
}: NonNullable<SealedContent['numeric']>): Property[] {
  const isWhole = numericType === 'PERCENTAGE' && rangeFrom === 0 && rangeTo === 100
  return [
    { name: NUMBER_NAMES[numericType], value, dataType: 'number' },
    ...(isWhole ? [] : [text('Range', `${rangeFrom} to ${rangeTo}`)]),
  ]
}

function ofField({ name, value, dataType }: CustomField): Property {
  const number = value.trim() === '' ? NaN : Number(value)
  switch (dataType) {
    case 'NUMBER':
      return Number.isFinite(number)
        ? { name, value: number, dataType: 'number' }
        : text(name, value)
    case 'DURATION':
      return Number.isFinite(number)
        ? { name: `${name} (seconds)`, value: number, dataType: 'number' }
        : text(name, value)
    case 'URL':
      return address(name, value)
    case 'STRING':
    case 'BOOLEAN':
      return text(name, value)
  }
}

function text(name: string, value: string): Property {
  return { name, value, dataType: 'string' }
}

/** What no browser opens as a page is no address to Gong either. */
function address(name: string, value: string): Property {
  const isWeb = /^https?:\/\//i.test(value) && URL.canParse(value)
  return { name, value, dataType: isWeb ? 'url' : 'string' }
}
