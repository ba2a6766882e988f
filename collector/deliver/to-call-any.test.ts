import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callNamed } from '../../demo-site/gong-sandbox/contract/calls.js'
import { aSealedContent } from '../store/test-outbox.js'
import type { Person, Who } from '../store/who.js'
import { aClaim, anyContent, anyOf, anyPerson, anyText, anyWho } from './test-claims.js'
import { faultsOf, toCall, type Setting } from './to-call.js'

const PIECE = { contentId: 'acme.com/offer', contentUrl: 'https://acme.com/offer' }

describe('whoever it is and whatever it tells', () => {
  const setting = fc.record<Setting>({
    companyName: fc.option(anyText, { nil: undefined }),
    identity: fc.constantFrom('strict', 'labelled', 'open'),
    engagementCalls: fc.boolean(),
    shareId: fc.option(anyText, { nil: null }),
  })
  const assurance = fc.constantFrom('verified', 'corroborated', 'claimed', 'inferred')

  /** As the stages let one pass. */
  const isMatchable = (who: Who): boolean => {
    if (who.kind === 'tracked') return true
    const { email, name, phoneNumber, personId, crm, company } = who.person
    if (email || name || phoneNumber || crm) return true
    return Boolean(personId && (company?.domain || company?.crm?.length))
  }

  it('both our contract and the sandbox take the call, where Gong could match anybody', () => {
    const names = new Set<string>()
    fc.assert(
      fc.property(anyWho, anyContent, assurance, setting, (who, changes, how, given) => {
        const claim = aClaim({ who, content: aSealedContent(changes), assurance: how })
        const call = toCall(claim, given)
        const taken = callNamed(call.name).schema.safeParse(call.body)
        expect(taken.success).toBe(faultsOf(call, given).length === 0)
        expect(taken.success || !isMatchable(who)).toBe(true)
        expect(JSON.stringify(call.body).includes('trackingId')).toBe(who.kind === 'tracked')
        if (taken.success) names.add(call.name)
      }),
      { numRuns: 400 },
    )
    expect([...names].sort()).toEqual(['content-viewed', 'custom-action', 'digital-interaction'])
  })

  it('both take any share', () => {
    const recipient = fc.record(
      { person: fc.tuple(anyPerson, fc.emailAddress()).map(withEmail), title: anyText },
      { requiredKeys: ['person'] },
    )
    const anyShare = fc.tuple(
      anyOf({
        sharer: anyOf({ id: anyText, email: fc.emailAddress(), name: anyText }),
        subject: anyText,
        body: anyText,
      }),
      fc.array(recipient, { minLength: 1, maxLength: 3 }),
    )
    fc.assert(
      fc.property(anyShare, ([rest, recipients]) => {
        const given: Setting = {
          companyName: 'Acme',
          identity: 'open',
          engagementCalls: true,
          shareId: null,
        }
        const share = { shareId: 's-1', recipients, ...rest }
        const call = toCall(aClaim({ content: aSealedContent({ ...PIECE, share }) }), given)
        expect(faultsOf(call, given)).toEqual([])
        expect(callNamed(call.name).schema.safeParse(call.body).error?.issues).toBeUndefined()
      }),
    )
  })
})

function withEmail([person, email]: [Person, string]): Person {
  return { ...person, email }
}
