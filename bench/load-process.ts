import { createHistogram } from 'node:perf_hooks'
import autocannon from 'autocannon'
import { createBeaconText, ORIGIN } from './beacon-text.js'
import { CONNECTIONS, type LoadOrder, type LoadResult } from './load.js'

const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

process.once('message', (order: LoadOrder) => {
  void applyLoad(order).then((result) => process.send?.(result, () => process.disconnect()))
})

/** Every connection sends its next beacon as soon as the last one is answered: a closed loop. */
async function applyLoad(order: LoadOrder): Promise<LoadResult> {
  const { url, eventsPerBeacon, warmUpSeconds, seconds } = order
  const textOf = createBeaconText(eventsPerBeacon)
  const latencyMicroseconds = createHistogram()
  const refusals: Record<string, number> = {}
  const beaconsAccepted: number[] = []
  let beaconsSent = 0
  const fromMs = performance.now() + warmUpSeconds * 1000
  const untilMs = fromMs + seconds * 1000

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
          beacon = beaconsSent++
          request.body = textOf(beacon)
          return request
        },
      },
    ])
    client.on('response', (status, _bytes, responseMs) => {
      if (status === 204) beaconsAccepted.push(beacon)
      else refusals[status] = (refusals[status] ?? 0) + 1
      const nowMs = performance.now()
      if (nowMs < fromMs || nowMs >= untilMs) return
      latencyMicroseconds.record(Math.max(1, Math.round(responseMs * 1000)))
    })
  }

  const { errors } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: warmUpSeconds + seconds,
    setupClient,
  })
  if (errors > 0) refusals['no answer'] = errors
  return {
    requestsPerSecond: latencyMicroseconds.count / seconds,
    p50Ms: latencyMicroseconds.percentile(50) / 1000,
    p99Ms: latencyMicroseconds.percentile(99) / 1000,
    beaconsSent,
    beaconsAccepted,
    refusals,
  }
}
