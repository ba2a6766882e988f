import type { Bodies } from './calls.js'

const crm = [
  { system: 'Salesforce' as const, objects: [{ objectType: 'Contact' as const, objectId: '003' }] },
]

const ADA = { email: 'ada@acme.example', name: 'Ada', title: 'Analyst', context: crm }

const ENGAGEMENT = {
  reportingSystem: 'Acme',
  eventTimestamp: '2026-11-17T12:00:00.000Z',
  eventId: 'e-1',
  crmContext: [
    {
      system: 'HubSpot' as const,
      objects: [
        { objectType: 'Opportunity' as const, objectId: '006' },
        { objectType: 'Account' as const, objectId: '001' },
      ],
    },
  ],
  contentProperties: [{ name: 'Pages', value: 7, dataType: 'number' as const }],
  eventProperties: [
    { name: 'Campaign', value: '', dataType: 'string' as const },
    { name: 'Link', value: 'https://www.acme.example/a?b#c', dataType: 'url' as const },
    { name: 'Valid until', value: '2026-12-01T00:00:00.000Z', dataType: 'date' as const },
  ],
  userAgent: 'Mozilla/5.0',
  agentPlatform: 'MacOS' as const,
  workspaceId: '42',
}

const PIECE = {
  contentId: 'offer-7',
  contentUrl: 'https://www.acme.example/offers/7',
  contentTitle: 'Your offer',
}

/** Each call with every key that our contract has of it. */
export const FULL: Bodies = {
  'digital-interaction': {
    eventId: 'e-1',
    timestamp: '2026-11-17T12:00:00.000Z',
    eventType: 'page viewed',
    sourceSystemName: 'Acme',
    sessionId: 's-1',
    device: 'PC',
    content: {
      contentTitle: 'Pricing',
      contentId: '/pricing',
      contentUrl: 'https://www.acme.example/pricing',
      contentLabel: ['pricing'],
      numericContentDetails: { value: 5, rangeFrom: 0, rangeTo: 10, numericType: 'NPS' },
      stepContentDetails: { value: 'One', availableSteps: ['One', 'Two'] },
      searchObjectDetails: {
        name: 'cold chain',
        objectType: 'PRODUCT',
        domain: 'acme.example',
        objectId: 'p-1',
        url: 'https://www.acme.example/p/1',
      },
      contentCustomFields: [{ name: 'Author', value: 'Grace', dataType: 'STRING' }],
    },
    person: {
      name: 'Ada',
      email: 'ada@acme.example',
      phoneNumber: '+44 20 7946 0000',
      personId: 'u-1',
      personBusinessContext: { objectType: 'CONTACT', objectId: '003', systemName: 'Salesforce' },
      location: { country: 'US', state: 'US-CA', city: 'Berkeley' },
      company: {
        companyId: 'c-1',
        name: 'Acme',
        domain: 'acme.example',
        companyBusinessContexts: [{ objectType: 'ACCOUNT', objectId: '001' }],
      },
    },
    customFields: [{ name: 'Seconds', value: '12', dataType: 'DURATION' }],
  },
  'content-viewed': {
    ...ENGAGEMENT,
    ...PIECE,
    viewActionTitle: 'Offer viewed',
    shareId: 's-1',
    viewInfoUrl: 'https://tamtam.acme.example/i/1',
    viewer: ADA,
  },
  'content-shared': {
    ...ENGAGEMENT,
    ...PIECE,
    actionName: 'Offer sent',
    shareId: 's-1',
    shareInfoUrl: 'https://tamtam.acme.example/s/1',
    moreInfoUrl: 'https://tamtam.acme.example/s/1/more',
    sharingMessageSubject: 'Our offer',
    sharingMessageBody: '<p>Here it is.</p>',
    sharer: { id: 'u-7', email: 'sam@acme.example', name: 'Sam' },
    recipients: [ADA],
    nonCompanyParticipants: [{ name: 'Grace' }],
    trackingId: 't-1',
  },
  'custom-action': {
    ...ENGAGEMENT,
    ...PIECE,
    actionName: 'Demo booked',
    eventInfoUrl: 'https://tamtam.acme.example/i/2',
    actor: ADA,
  },
  'integration-settings': {
    integrationTypeSettings: [
      { integrationType: 'EMAIL_COMPOSER', allowedOrigin: 'https://tamtam.acme.example' },
      { integrationType: 'DIALER', allowedOrigin: 'http://localhost:8788' },
    ],
  },
}
