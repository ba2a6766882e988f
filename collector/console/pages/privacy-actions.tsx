import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../config.js'
import { eraseAtGong } from '../../operate/erase-at-gong.js'
import { erasePerson, planErase } from '../../operate/erase-person.js'
import { openGongCaller } from '../../operate/open-gong-caller.js'
import { whomFields } from '../../operate/whom-fields.js'
import { defineAction, Refused } from '../action.js'
import { ErasePlanView } from '../parts/erase-plan.js'
import { ReceiptView } from '../parts/receipt.js'

/** POST /api/privacy/find: what there is of one person, and what erasing would remove. Changes nothing. */
export const findPersonAction = defineAction({
  path: '/privacy/find',
  scope: 'erase',
  body: whomFields,
  act: ({ store }, whom) => planErase({ store }, whom),
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

function spoolPathOf({ dataDir }: Config): string {
  return join(resolve(dataDir), 'spool.db')
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.trim().toLowerCase()
}
