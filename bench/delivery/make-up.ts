import { createHash } from 'node:crypto'
import type { Priority } from '../../collector/store/tables.js'
import type { Wanted } from './queue-interactions.js'

const PATHS: Record<Priority, string> = { high: 'pricing', normal: 'product', low: 'blog' }

/** A made-up interaction of a made-up person; the same numbers give the same. */
export function makeUp(order: {
  number: number
  person: number
  priority: Priority
  occurredAtMs: number
}): Wanted {
  const { number, person, priority, occurredAtMs } = order
  const url = `https://www.example.com/${PATHS[priority]}/page-${number}`
  const email = `visitor-${person}@customer-${person % 97}.com`
  return {
    gongEventId: uuidOf(`interaction ${number}`),
    siteId: 'demo',
    anonymousId: `visitor-${person}`,
    sessionId: `session-${person}`,
    laneKey: `email:${email}`,
    who: { kind: 'person', person: { email, name: `Visitor ${person}` } },
    assurance: 'corroborated',
    content: {
      eventType: 'page viewed',
      occurredAtMs,
      device: 'PC',
      title: `The ${PATHS[priority]} page ${number}`,
      contentId: url,
      contentUrl: url,
      priority,
      reportAs: 'digital-interaction',
      customFields: [{ name: 'Active time', value: '31', dataType: 'DURATION' }],
    },
  }
}

function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ]
  return [...parts, hex.slice(20, 32)].join('-')
}
