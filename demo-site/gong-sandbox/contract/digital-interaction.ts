import { z } from 'zod'
import { customField } from './custom-field.js'
import { dateTime, domain, filled, int32, webUrl } from './field.js'
import { person } from './person.js'

/** The contract has no word on a value outside its range; a seller could not read it, so it is refused. */
const numericContentDetails = z
  .strictObject({
    rangeFrom: int32,
    rangeTo: int32,
    value: int32.optional(),
    numericType: z.enum(['PERCENTAGE', 'NPS', 'RATING', 'OTHER']).optional(),
  })
  .refine(({ rangeFrom, rangeTo }) => rangeFrom <= rangeTo, {
    path: ['rangeTo'],
    message: 'must not be below rangeFrom',
  })
  .refine(({ rangeFrom, rangeTo, value = rangeFrom }) => value >= rangeFrom && value <= rangeTo, {
    path: ['value'],
    message: 'must lie between rangeFrom and rangeTo',
  })

const stepContentDetails = z.strictObject({
  value: filled,
  availableSteps: z.array(filled),
})

const searchObjectDetails = z.strictObject({
  name: filled,
  objectType: z.enum(['VENDOR', 'PRODUCT', 'CATEGORY']),
  domain,
  objectId: filled.optional(),
  url: webUrl.optional(),
})

const content = z.strictObject({
  contentTitle: filled,
  contentId: filled.optional(),
  contentUrl: webUrl.optional(),
  contentAdditionalInfoUrl: webUrl.optional(),
  contentLabel: z.array(filled).optional(),
  numericContentDetails: numericContentDetails.optional(),
  stepContentDetails: stepContentDetails.optional(),
  searchObjectDetails: searchObjectDetails.optional(),
  contentCustomFields: z.array(customField).optional(),
})

/**
 * `POST /v2/digital-interaction`, stricter than Gong in one thing: an unknown key is refused, since the real Gong
 * would ignore a misspelt one in silence, and the seller would never see the field. Exactly one of person and
 * trackingId says who it was; with neither, Gong could show it to nobody.
 */
export const digitalInteraction = z
  .strictObject({
    eventId: filled,
    timestamp: dateTime,
    eventType: filled,
    sourceSystemName: filled.optional(),
    sessionId: filled.optional(),
    device: z.enum(['MOBILE', 'PC']).optional(),
    content,
    person: person.nullish(),
    trackingId: filled.nullish(),
    customFields: z.array(customField).optional(),
  })
  .superRefine((interaction, context) => {
    const known = [interaction.person, interaction.trackingId].filter((who) => who != null)
    if (known.length === 1) return
    context.addIssue({
      code: 'custom',
      path: [known.length === 2 ? 'trackingId' : 'person'],
      message:
        known.length === 2
          ? 'must be absent when person is sent'
          : 'must be sent when trackingId is absent',
    })
  })

export type DigitalInteraction = z.infer<typeof digitalInteraction>
