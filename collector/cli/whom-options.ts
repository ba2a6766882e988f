import { InvalidArgumentError, type Command } from 'commander'
import { email } from '../gong/field.js'
import { personKey } from '../store/who.js'
import { randomId } from '../../wire/text.js'
import { erasableOf, type Whom } from '../operate/erase-whom.js'

export interface WhomOptions {
  email?: string
  phone?: string
  personId?: string
  companyDomain?: string
  trackingId?: string
  anonymousId?: string
  site?: string
}

/** The ways in which a person may be named, of which exactly one is taken. */
export function addWhomOptions(command: Command): Command {
  return command
    .option('--email <email>', 'the person of this address', address)
    .option('--phone <number>', 'the person of this number, of whom no address is known', number)
    .option('--person-id <id>', "the person of this id of the site's own, with --company-domain")
    .option('--company-domain <domain>', 'the domain of their company')
    .option('--tracking-id <id>', 'whoever came by this trackingId of Gong')
    .option('--anonymous-id <id>', 'one browser, with --site', browser)
    .option('--site <siteId>', 'the site that the browser was on')
}

/** Anything but one whole name is misuse. */
export function whomOf(options: WhomOptions, misuse: (words: string) => never): Whom {
  const { email, phone, personId, companyDomain, trackingId, anonymousId, site } = trimmed(options)
  const names = [email, phone, personId, companyDomain, trackingId, anonymousId, site]
  if (names.includes('')) return misuse('nobody can be known by an empty name')
  const named: Whom[] = []
  if (email !== undefined) named.push({ by: 'email', email })
  if (phone !== undefined) named.push({ by: 'phone', phoneNumber: phone })
  if (trackingId !== undefined) named.push({ by: 'trackingId', trackingId })
  if (personId !== undefined) {
    if (companyDomain === undefined) return misuse('--person-id needs --company-domain')
    named.push({ by: 'personId', personId, companyDomain })
  } else if (companyDomain !== undefined) return misuse('--company-domain needs --person-id')
  if (anonymousId !== undefined) {
    if (site === undefined) return misuse('--anonymous-id needs --site')
    named.push({ by: 'anonymousId', siteId: site, anonymousId })
  } else if (site !== undefined) return misuse('--site goes with --anonymous-id')
  const [whom, ...others] = named
  if (whom && others.length === 0) {
    return erasableOf(whom) ? whom : misuse('nobody can be known by an empty name')
  }
  return misuse(
    'name one person: by --email, --phone, --person-id, --tracking-id or --anonymous-id',
  )
}

function trimmed(options: WhomOptions): WhomOptions {
  const { email, phone, personId, companyDomain, trackingId, anonymousId, site } = options
  const named = { email, phone, personId, companyDomain, trackingId, anonymousId, site }
  const given = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value.trim()]],
  )
  // Of the same names.
  return Object.fromEntries(given) as WhomOptions
}

function address(text: string): string {
  if (email.safeParse(text.trim()).success) return text.trim()
  throw new InvalidArgumentError('Expected an address such as ada@example.org.')
}

function number(text: string): string {
  if (personKey({ phoneNumber: text }) !== null) return text
  throw new InvalidArgumentError('Expected a number such as +442079460000.')
}

function browser(text: string): string {
  if (randomId.safeParse(text.trim()).success) return text.trim()
  throw new InvalidArgumentError('Expected 32 hexadecimal digits.')
}
