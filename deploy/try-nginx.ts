/**
 * Runs nginx with nginx.conf before three built collectors that share one PostgreSQL, and breaks it under load:
 *
 *   npm run build && npx tsx deploy/try-nginx.ts [--seconds 30] [--rate 300] [--ack local|shared]
 *
 * A browser visits the site through it, a flood comes under forged addresses, and while beacons arrive one collector is
 * killed (kill -9) and started again, and another restarted by SIGTERM. With `--ack shared` the killed one stays away
 * for good. Exits with 1 unless every event that was answered 204 is in the store. Needs nginx and openssl.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../e2e/postgres-server.js'
import { quietPort } from '../e2e/quiet-port.js'
import { applyLoad } from './nginx/apply-load.js'
import { awaitDebt } from './nginx/await-debt.js'
import { countComplaints } from './nginx/count-complaints.js'
import { startNginx } from './nginx/start-nginx.js'
import { startThree, type TriedCollector } from './nginx/start-three.js'
import { startSite, tryBrowser } from './nginx/try-browser.js'
import { tryForgedAddresses } from './nginx/try-forged-addresses.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    rate: { type: 'string', default: '300' },
    ack: { type: 'string', default: 'local' },
  },
})
const seconds = Number(values.seconds)
const perSecond = Number(values.rate)

const folder = mkdtempSync(join(tmpdir(), 'tamtam-nginx-'))
const toEnd: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]

try {
  const database = await startPostgres({ durable: true })
  toEnd.push(() => database.close())
  const collectors = await startThree({ folder, databaseUrl: database.url, ack: values.ack })
  toEnd.push(() => Promise.all(collectors.map((collector) => collector.stop())))
  const site = await startSite()
  toEnd.push(() => site.close())
  const httpsPort = await quietPort()
  const nginx = await startNginx({
    folder: join(folder, 'nginx'),
    httpPort: await quietPort(),
    httpsPort,
    collectorPorts: collectors.map(({ port }) => port),
    sitePort: site.port,
  })
  toEnd.push(() => nginx.stop())

  const visited = await tryBrowser(httpsPort)
  say(
    `${visited.browser}: /_t/tamtam.js by ${visited.protocol} (${visited.encoding}), ${visited.beacons} beacons answered 204 by the site's own host, one cookie of its domain`,
  )
  const forged = await tryForgedAddresses(httpsPort)
  say(
    `one address as ${forged.sent} by X-Forwarded-For: ${forged.slowed} of its requests answered 429`,
  )

  const [load] = await Promise.all([
    applyLoad({ port: httpsPort, perSecond, seconds }),
    breakCollectors(collectors),
  ])
  const failures = Object.values(load.failed).reduce((sum, count) => sum + count, 0)
  say(
    `${load.sent} beacons at ${perSecond}/s: ${load.acknowledged.length} answered 204, ${failures} failed ${JSON.stringify(load.failed)}; p50 ${load.p50Ms.toFixed(1)} ms, p99 ${load.p99Ms.toFixed(1)} ms, longest ${load.maxMs.toFixed(0)} ms`,
  )
  // nginx writes a status for each collector that it tried, with commas between.
  const passedOn = nginx.readAccessLog().match(/"[\d-]+, [\d, -]+"$/gm)?.length ?? 0
  say(
    `nginx gave ${passedOn} requests to another collector than the first it asked; in its error log: ${countComplaints(nginx.readErrorLog())}`,
  )

  const stored = await awaitDebt(database.url, load.acknowledged)
  say(
    `every acknowledged event is in the store, ${(stored.afterMs / 1000).toFixed(1)} s after the load: ${stored.events} of it, ${stored.visited} of the browser's`,
  )
  if (stored.visited === 0) throw new Error("none of the browser's events is in the store")
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
} finally {
  for (const end of toEnd.reverse()) await end()
}

/** In the middle of the load, with all three up at its end; by `shared` the killed one is never seen again. */
async function breakCollectors([killed, stopped]: TriedCollector[]): Promise<void> {
  const part = (seconds * 1000) / 6
  await sleep(part)
  await killed?.kill()
  say('one collector killed')
  await sleep(part)
  if (values.ack === 'local') {
    await killed?.start()
    say('started again')
  }
  await sleep(part)
  await stopped?.stop()
  say('another stopped by SIGTERM')
  await sleep(part / 2)
  await stopped?.start()
  say('started again')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
