import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../config.js'
import { eraseAtGong } from '../../operate/erase-at-gong.js'
import { erasePerson, planErase } from '../../operate/erase-person.js'
import { erasableOf } from '../../operate/erase-whom.js'
import { openGongCaller } from '../../operate/open-gong-caller.js'
import { unknownSite } from '../../operate/unknown-site.js'
import { whomFields } from '../../operate/whom-fields.js'
import { defineAction, Refused } from '../action.js'
import { ErasePlanView } from '../parts/erase-plan.js'
import { ReceiptView } from '../parts/receipt.js'

/** POST /api/privacy/find: what there is of one person, and what erasing would remove. Changes nothing, and is audited. */
export const findPersonAction = defineAction({
  path: '/privacy/find',
  scope: 'erase',
  body: whomFields,
  async act({ store, reader, config, actor }, whom) {
    await demandKnownSite({ store, config }, whom)
    const plan = await reader.read((verbs) => planErase(verbs, whom))
    const erasable = erasableOf(whom)
    // As an export and an erasure name them: by a hash.
    const target = erasable ? store.tombstoneOf(erasable) : ''
    const detail = { by: whom.by, browsers: plan.browsers }
    await store.keepAudit({ atMs: await store.nowMs(), actor, action: 'find', target, detail })
    return plan
  },
  // It is written down above, where the store knows the hash.
  note: () => null,
  View: (plan, whom, { config }) => (
    <ErasePlanView
      plan={plan}
      whom={whom}
      mayAskGong={config.gong !== null && whom.by === 'email'}
    />
  ),
})

const body = z.intersection(
  whomFields,
  z.object({
    confirmEmail: z.string().trim().optional(),
    alsoAtGong: z.literal(['true', true]).optional(),
  }),
)

/** POST /api/privacy/erase: removes one person's data; with `alsoAtGong` and the address once more, asks Gong too. */
export const erasePersonAction = defineAction({
  path: '/privacy/erase',
  scope: 'erase',
  body: body.superRefine((given, ctx) => {
    if (given.alsoAtGong === undefined) return
    if (given.by === 'email' && isSame(given.confirmEmail ?? '', given.email)) return
    const message = 'confirmEmail: expected the same address once more: nothing was done'
    ctx.addIssue({ code: 'custom', message })
  }),
  async act({ store, config, actor }, whom) {
    await demandKnownSite({ store, config }, whom)
    // Before anything is erased: what cannot be asked for is no half done.
    const opened =
      whom.alsoAtGong === undefined ? null : openGongCaller(config, store, { fetch, wait: sleep })
    if (opened?.kind === 'none')
      throw new Refused([`nothing was erased: ${opened.found}`, opened.next])
    const deps = { store, spoolPath: spoolPathOf(config), newId: randomUUID }
    const { receipt } = await erasePerson(deps, { whom, actor })
    if (opened && whom.by === 'email') {
      const asked = { email: whom.email, tombstone: receipt.tombstone, actor }
      receipt.gongErasure = await eraseAtGong(opened.caller, asked)
    }
    return receipt
  },
  // It is written down with the erasure itself, in one transaction.
  note: () => null,
  View: (receipt) => <ReceiptView receipt={receipt} />,
})

async function demandKnownSite(
  deps: Parameters<typeof unknownSite>[0],
  whom: Parameters<typeof unknownSite>[1],
): Promise<void> {
  const wrong = await unknownSite(deps, whom)
  if (wrong !== null) throw new Refused([`siteId: ${wrong}`])
}

function spoolPathOf({ dataDir }: Config): string {
  return join(resolve(dataDir), 'spool.db')
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}
