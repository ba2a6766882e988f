import type { Kysely } from 'kysely'
import type { PersonTraces } from './find-person.js'
import { SHARE_KIND } from './interaction.js'
import { readWithAttempts, type ExportedInteraction } from './read-with-attempts.js'
import type { Tables } from './tables.js'
import { personKey, type Person } from './who.js'

/** What sites' servers have told of a person. */
export interface ToldOfPerson {
  people: { siteId: string; whoKey: string; person: Person; toldAtMs: number }[]
  links: {
    tokenHash: string
    siteId: string
    url: string
    person: Person
    madeAtMs: number
    expiresAtMs: number
    revokedAtMs: number | null
  }[]
}

/** What of a person no browser of theirs has: what sites' servers told of them, and what sellers shared with them. */
export function exportToldVerbs(db: Kysely<Tables>) {
  return {
    /**
     * What was told of shares to the person, without the other recipients: the call names them all, and Gong's words may, so
     * that of a share to several both are left out.
     */
    async *sharesTo(
      whoKey: string,
      { shares }: Pick<PersonTraces, 'shares'>,
    ): AsyncGenerator<ExportedInteraction[]> {
      for (const { siteId, anonymousId } of shares) {
        const rows = await db
          .selectFrom('interactions')
          .select('interaction_id')
          .where('site_id', '=', siteId)
          .where('anonymous_id', '=', anonymousId)
          .where('kind', '=', SHARE_KIND)
          .execute()
        const ids = rows.map(({ interaction_id }) => interaction_id)
        if (ids.length > 0)
          yield (await readWithAttempts(db, ids)).map((each) => ownShare(each, whoKey))
      }
    },

    async readToldOf(whoKey: string): Promise<ToldOfPerson> {
      const people = await db
        .selectFrom('known_people')
        .select(['site_id', 'who_key', 'person', 'told_at_ms'])
        .where('person_key', '=', whoKey)
        .orderBy('told_at_ms')
        .execute()
      const links = await db
        .selectFrom('links')
        .selectAll()
        .where('person_key', '=', whoKey)
        .orderBy('made_at_ms')
        .execute()
      return {
        people: people.map((row) => ({
          siteId: row.site_id,
          whoKey: row.who_key,
          person: JSON.parse(row.person) as Person, // Written by `keepKnownPeople` only.
          toldAtMs: row.told_at_ms,
        })),
        links: links.map((row) => ({
          tokenHash: row.token_hash,
          siteId: row.site_id,
          url: row.url,
          person: JSON.parse(row.person) as Person, // Written by `makeLinks` only.
          madeAtMs: row.made_at_ms,
          expiresAtMs: row.expires_at_ms,
          revokedAtMs: row.revoked_at_ms,
        })),
      }
    },
  }
}

function ownShare(
  { interaction, attempts }: ExportedInteraction,
  whoKey: string,
): ExportedInteraction {
  const { content } = interaction
  if (!content?.share) return { interaction, attempts }
  const all = content.share.recipients
  const recipients = all.filter(({ person }) => personKey(person) === whoKey)
  const isAlone = recipients.length === all.length
  // It is told under its first recipient.
  const { person: first } = all[0] ?? {}
  const isFirst = first !== undefined && personKey(first) === whoKey
  return {
    interaction: {
      ...interaction,
      content: { ...content, share: { ...content.share, recipients } },
      ...(!isAlone && { request: null, detail: [], gongEventId: null }),
      who: isFirst ? interaction.who : null,
      laneKey: isFirst ? interaction.laneKey : null,
    },
    attempts: isAlone ? attempts : attempts.map((each) => ({ ...each, errors: [] })),
  }
}
