import type { CustomField } from '../contract/custom-field.js'
import type { DigitalInteraction } from '../contract/digital-interaction.js'
import type { Chip, Entry } from './entry.js'
import { describeInteraction } from './sentence.js'
import { inWords } from './when.js'
import { nameCompany, namePerson, trackedVisitor } from './who.js'

export function interactionEntry(id: string, interaction: DigitalInteraction): Entry {
  const { person, trackingId, content } = interaction
  const figure = content.numericContentDetails
  return {
    id,
    callId: id,
    occurredAtMs: Date.parse(interaction.timestamp),
    ...describeInteraction(interaction),
    // The contract demands a trackingId where there is no person.
    ...(person
      ? { who: namePerson(person), company: nameCompany(person.company, person.email) }
      : trackedVisitor(trackingId ?? '')),
    percent: figure?.numericType === 'PERCENTAGE' ? (figure.value ?? null) : null,
    chips: [
      ...(content.contentLabel ?? []).map((value) => ({ name: null, value })),
      ...[content.contentCustomFields, interaction.customFields, person?.personCustomFields]
        .flatMap((fields) => fields ?? [])
        .map(toChip),
    ],
    device: interaction.device ?? null,
    url: content.contentUrl ?? null,
    answers: null,
  }
}

function toChip({ name, value, dataType }: CustomField): Chip {
  switch (dataType) {
    case 'DURATION':
      return { name, value: inWords(Number(value)) }
    case 'BOOLEAN':
      return { name, value: value === 'true' ? 'yes' : 'no' }
    case 'STRING':
    case 'NUMBER':
    case 'DATE':
    case 'URL':
    case undefined:
      return { name, value }
  }
}
