/**
 * Gong's own erasure by an e-mail address, `POST /v2/data-privacy/erase-data-for-email-address`, which needs the scope
 * `api:data-privacy:delete`. It has no body, 200 says that it was taken, and nothing says when it is done.
 * https://help.gong.io/apidocs/delete-the-email-address-and-all-associated-elements-v2data-privacyerase-data-for-email-address
 */
export function erasurePath(email: string): string {
  return `/v2/data-privacy/erase-data-for-email-address?${new URLSearchParams({ emailAddress: email }).toString()}`
}

export const ERASURE_SCOPE = 'api:data-privacy:delete'

export const ERASURE_PAGE =
  'https://help.gong.io/apidocs/delete-the-email-address-and-all-associated-elements-v2data-privacyerase-data-for-email-address'

/** What that page says (as of November 2025) is covered, and what is to be known before; one sentence each. */
export const ERASURE_WORDS: readonly string[] = [
  'Gong documents that it deletes calls in which the address appears as a lead, contact, attendee or speaker, e-mail messages to or from it, and leads and contacts with it.',
  'Digital interactions and other engagement events, which are what Tamtam sends, are not named there: whether they go, ask Gong.',
  'It is not immediate and may take several hours; Gong may refuse an abnormal number of deletions, and then its support is to be asked.',
  'Erase the person from the CRM and the mail system first, or Gong imports them again. It cannot be taken back.',
]
