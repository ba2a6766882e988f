import type { EventRecord, InteractionRecord } from '../store/records.js'
import type { ReadVerbs } from '../store/open-to-read.js'
import type { ExplainRows, InteractionRows } from './explain.js'

/** A number of ours, in which a UUID never comes. */
const INTERACTION_NUMBER = /^\d{1,15}$/

/**
 * All that the store has under an id: of an event (one a site at most), of an interaction by its number or by the id
 * that Gong knows it by, or an id that stands in failed events. Empty when it has nothing.
 */
export async function findRows(
  verbs: ReadVerbs,
  { id, siteIds }: { id: string; siteIds: readonly string[] },
): Promise<ExplainRows[]> {
  const isNumber = INTERACTION_NUMBER.test(id)
  const interaction = isNumber
    ? await verbs.findInteraction(Number(id))
    : await verbs.findSentAs(id)
  if (interaction) {
    const events = await verbs.readEventsTold(interaction.interactionId)
    return [{ kind: 'interaction', interaction: await withRest(verbs, interaction), events }]
  }
  if (isNumber) return []
  const events = await verbs.findEvents(id, siteIds)
  const rows: ExplainRows[] = []
  for (const event of events) rows.push(await eventRows(verbs, event))
  if (rows.length > 0) return rows
  const failedEvents = await verbs.findFailedEvents(id)
  return failedEvents.map((failedEvent) => ({ kind: 'failed event', failedEvent }))
}

async function eventRows(verbs: ReadVerbs, event: EventRecord): Promise<ExplainRows> {
  const { interactionId } = event
  const interaction = interactionId === null ? null : await verbs.findInteraction(interactionId)
  return {
    kind: 'event',
    event,
    identity: await verbs.readIdentity(event),
    interaction: interaction && (await withRest(verbs, interaction)),
  }
}

/** An interaction with what else is known of it. */
export async function withRest(
  verbs: ReadVerbs,
  interaction: InteractionRecord,
): Promise<InteractionRows> {
  const { interactionId, laneKey, digestId } = interaction
  return {
    interaction,
    attempts: await verbs.readAttempts(interactionId),
    identity: await verbs.readIdentity(interaction),
    laneDueAtMs: laneKey === null ? null : await verbs.readLaneDue(laneKey),
    digest: digestId === null ? null : await verbs.findInteraction(digestId),
  }
}
