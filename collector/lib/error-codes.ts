/**
 * Every reason that Tamtam gives for not doing something, by code: the same word in answers, tables, logs and README.
 * The text says what happened and, where there is one, the next step.
 */
export const ERROR_CODES = {
  // A beacon is refused whole.
  body_too_large: 'The body is over 64 KiB: send the events in several beacons.',
  body_incomplete: 'The connection ended before the body did.',
  content_type_unsupported: 'The Content-Type must be text/plain or application/json.',
  content_encoding_unsupported:
    'The body must not be compressed: send it without Content-Encoding.',
  json_malformed: 'The body is not JSON.',
  json_too_deep: 'The body nests deeper than 8 levels.',
  version_unsupported: 'The wire version must be 1.',
  envelope_invalid: 'The beacon around the events does not have the shape of wire version 1.',
  too_many_events: 'A beacon carries at most 100 events.',
  origin_missing: 'The request has no Origin header: beacons come from pages.',
  origin_not_allowed: "The page's origin is not among the site's origins in the configuration.",
  site_unknown: 'No site of this id is in the configuration.',
  rate_limited_address:
    'Too many beacons come from this address: wait as long as Retry-After says.',
  rate_limited_site: 'Too many beacons come for this site: wait as long as Retry-After says.',
  spool_unavailable: 'Nothing could be stored just now: send the beacon again.',
  not_found: 'There is nothing at this address.',
  internal_error: 'The collector failed: its log says why.',

  // A request of a site's own server is refused.
  secret_key_missing: 'The request needs the header "Authorization: Bearer <secret key>".',
  secret_key_unknown:
    'No site has this secret key: the collector has its keys from TAMTAM_SECRET_KEYS.',
  secret_key_guessed:
    'Too many wrong keys came from this address: wait as long as Retry-After says.',
  secret_key_in_page:
    'The request has an Origin header, so it comes from a page: a key in a page is no secret. Replace the key, and ask from a server.',
  secret_key_of_other_site: "The key is another site's than the request is for.",
  request_too_large: 'The body is over 16 KiB: ask for less at a time.',
  request_invalid: 'The request does not have the shape that it should have: the issues say where.',
  link_unknown: 'There is no such link: it may not have been copied whole.',
  store_unavailable: 'The store cannot be asked just now: ask again.',

  // The operator's listener refuses.
  console_token_missing:
    'This takes a token of TAMTAM_ADMIN_TOKEN: sign in, or send "Authorization: Bearer <token>".',
  console_scope_short: 'The token does not allow this: it takes one of a wider scope.',
  console_locked_out:
    'Too many wrong tokens came from this address, and this is one more: look it up, or wait as long as Retry-After says.',
  console_origin_foreign:
    'The request comes from a page of another origin, which may link to pages of the console and do no more. Behind a proxy: let it pass the Host header on as it came.',
  console_header_missing:
    'The request needs the header "Tamtam-Console: 1", which no page of another origin can send.',
  console_host_foreign:
    'Without TAMTAM_ADMIN_TOKEN the console answers by the names of this machine only: localhost, 127.0.0.1 and [::1].',
  console_proxied:
    'A proxy passed this on, by its headers or by HTTP/1.0, and without TAMTAM_ADMIN_TOKEN nobody asks who is behind it: set TAMTAM_ADMIN_TOKEN.',
  console_body_too_large: 'The body is over 64 KiB.',

  // A beacon is dropped, and counted.
  bot_user_agent: "The user agent is a bot's or a link scanner's, or there is none.",
  bot_automated: 'The page says that a program drives the browser.',

  // An event is kept as a failed event; its neighbours are stored.
  event_invalid: 'The event does not have the shape of its type in wire version 1.',
  event_too_old: 'The event is said to have happened more than 30 days ago.',
  identity_rate_limited:
    'Too many different people or trackingIds were named from one address within 24 hours: the event names nobody.',
  event_unstorable: 'The database refuses what is in the event: its detail has its words.',
  beacon_unreadable: 'The spool gave back no beacon: its file is damaged.',

  // An event is removed, and counted; or an interaction is given up with a digest.
  person_erased:
    'Somebody was erased after it happened: it is theirs, or was to be told together with what was, and nobody knows whether Gong has that.',

  // An event is stored and reaches no interaction.
  identity_only: 'The event says who the visitor is and is nothing that a seller reads.',
  interaction_full: 'The interaction already has as many events as one may have.',
  too_many_parts: 'The interaction already has as many parts as one may have.',
  too_many_open: 'The visitor already has as many interactions open as one may have.',
  content_not_sent: 'The content rule of the page says that nothing of it is sent.',
  already_reported: 'An interaction sealed earlier already tells this.',
  interaction_buried:
    'Nothing could be made of the interaction that it would have been told by, which is buried: the log says why.',
  compose_failed: 'No interaction could be made of the event: the log says why.',

  // An identify names nobody.
  identity_token_invalid:
    "The identify's token is none of the site's: check its signature, kid, alg, iss, aud, iat and exp, which is at most 24 hours after iat.",
  identity_token_expired: "The identify's token had ended before the page used it.",
  identity_token_foreign:
    "The identify's token was signed for another browser, or was used in two others already.",
  identity_token_matchless:
    "The identify's token has neither email nor phone_number, by which Gong could match.",

  // An interaction is held.
  identity_unknown: 'Nobody knows yet who the visitor is.',
  identity_unproven:
    "The page alone says who the visitor is, and the site's identity policy is strict.",

  identity_unmatchable:
    "All that is known of the person is an id or a name without a company's domain, by which Gong could match nobody.",
  person_cap:
    "Neither a signed token nor the word of the site's server about this browser names the person, of whom as much as budget.maxPerPersonPerDay allows was sent within 24 hours.",
  self_reported_share:
    'What budget.selfReportedShare allows for people whom pages alone name, and for companies of networks, was spent within 24 hours.',

  tracked_share:
    "What budget.trackedShare allows for trackingIds of which the site's server has not told whose they are was spent within 24 hours.",

  // An interaction is given up.
  own_employee: "The person is of the company's own, by the sites' ownDomains.",
  hold_full: 'So many interactions of this visitor are held already.',
  hold_expired: 'The visitor stayed unknown for as long as interactions are held.',

  // An attempt at Gong.
  gong_rejected: 'Gong refused the interaction for good (400 and its like).',
  engagement_not_released:
    'Gong does not let this key make engagement calls (403 or 404): give it the scope api:engagement-data:write, or have Gong release them, then put the dead letters back; or set engagementCalls to false.',
  contract_violation: "The interaction does not fit Gong's contract and was not sent.",
  gong_rate_limited: 'Gong asked us to wait (429).',
  gong_unavailable: 'Gong failed (5xx).',
  gong_timeout: 'Gong did not answer in time.',
  gong_unreachable: 'The connection to Gong failed.',
  gong_unknown_host:
    "Gong's name could not be resolved: check GONG_API_BASE_URL and this machine's DNS. It is tried again by itself.",
  gong_insecure:
    "The connection to Gong could not be made safe (TLS): check GONG_API_BASE_URL, this machine's clock, and whether a proxy puts its own certificate in (NODE_EXTRA_CA_CERTS). It is tried again by itself.",
  gong_answer_unreadable:
    'What answered was no JSON, as of a proxy or a sign-in page in between: check GONG_API_BASE_URL and the way to it. It is tried again by itself.',
  gong_unauthorized:
    'Gong refused the credentials (401): check GONG_ACCESS_KEY and GONG_ACCESS_KEY_SECRET, and that GONG_API_BASE_URL is the one that Gong shows for this company. Nothing is sent until "tamtam doctor" finds them good, or others are set.',
  gong_wrong_region:
    'Gong says that the access token has been revoked (401), as it does in another region than the company\'s: check that GONG_API_BASE_URL is the one that Gong shows for this company, then the key. Nothing is sent until "tamtam doctor" finds them good, or others are set.',
  gong_forbidden:
    'Gong refused access (403): check the key\'s scope api:digital-interactions:write and its trusted IP addresses. Nothing is sent until "tamtam doctor" finds them good, or others are set.',
  gong_unexpected:
    'Gong answered as no documented call does: check GONG_API_BASE_URL. Nothing is sent until "tamtam doctor" finds it good, or another is set.',
  gong_token_ended: 'The access token ended before its time: the next call asks for another.',
  gong_sign_in_ended:
    "Gong takes the refresh token no more: it was used by another process, it has ended, or its successor was lost in a crash; or GONG_OAUTH_BASE_URL is not Gong's. Authorise anew, set GONG_OAUTH_REFRESH_TOKEN to the new one, and start again.",
  retries_exhausted: 'Gong could not take the interaction for three days.',

  // An interaction is told together with others, or given up for want of calls.
  told_in_digest:
    'Calls were short: it is told together with what else its person did on that day.',
  over_budget: 'Calls were short for as long as it may wait.',
} as const

export type ErrorCode = keyof typeof ERROR_CODES
