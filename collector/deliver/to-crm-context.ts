import type { CrmContext } from '../gong/crm-context.js'
import { groupBy } from '../lib/group-by.js'

/** An object of a CRM as a site's server names it. */
interface CrmObject {
  objectType: 'CONTACT' | 'LEAD' | 'ACCOUNT' | 'OPPORTUNITY'
  objectId: string
  systemName?: string
}

const OBJECT_TYPES = {
  CONTACT: 'Contact',
  LEAD: 'Lead',
  ACCOUNT: 'Account',
  OPPORTUNITY: 'Opportunity',
} as const

type System = CrmContext[number]['system']

/** By its letters alone, in small ones: people write "Microsoft Dynamics 365" too. */
const SYSTEMS: ReadonlyMap<string, System> = new Map([
  ['salesforce', 'Salesforce'],
  ['hubspot', 'HubSpot'],
  ['microsoftdynamic', 'MicrosoftDynamic'],
  ['microsoftdynamics', 'MicrosoftDynamic'],
])

/** Objects of CRMs as the engagement calls have them, each once, by the system that keeps them; undefined without any. */
export function toCrmContext(objects: readonly CrmObject[]): CrmContext | undefined {
  const context = [...groupBy(objects, systemOf)].map(([system, kept]) => {
    const byName = new Map(
      kept.map(({ objectType, objectId }) => [
        `${objectType} ${objectId}`,
        { objectType: OBJECT_TYPES[objectType], objectId },
      ]),
    )
    return { system, objects: [...byName.values()] }
  })
  return context.length > 0 ? context : undefined
}

/** One that Gong does not name, or that is not said, is generic. */
function systemOf({ systemName = '' }: CrmObject): System {
  return SYSTEMS.get(systemName.toLowerCase().replace(/[^a-z]/g, '')) ?? 'Generic'
}
