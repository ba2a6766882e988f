import autocannon from 'autocannon'
import { ORIGIN, USER_AGENT } from './beacon-text.js'
import { CONNECTIONS } from './load.js'
import type { Tally } from './tally.js'

/** Every connection sends its next beacon as soon as the last one is answered. */
export async function applyClosedLoop(options: {
  url: string
  tally: Tally
  textOf: (beacon: number) => string
}): Promise<void> {
  const { url, tally, textOf } = options

  function setupClient(client: autocannon.Client): void {
    let beacon = 0
    client.setRequests([
      {
        method: 'POST',
        path: '/v1/events',
        headers: {
          origin: ORIGIN,
          'content-type': 'text/plain;charset=UTF-8',
          'user-agent': USER_AGENT,
        },
        setupRequest(request) {
          beacon = tally.nextBeacon()
          request.body = textOf(beacon)
          return request
        },
      },
    ])
    client.on('response', (status, _bytes, latencyMs) => {
      tally.answered({ beacon, status, latencyMs, atMs: performance.now() })
    })
  }

  const duration = (tally.untilMs() - performance.now()) / 1000
  const { errors } = await autocannon({ url, connections: CONNECTIONS, duration, setupClient })
  tally.unanswered(errors)
}
