import { systemClock } from '../../demo-site/clock.js'
import { openGongSandbox } from '../../demo-site/gong-sandbox/open-gong-sandbox.js'
import { KEYS } from './start-sandbox.js'

// So wide that it refuses nobody: it is there to count.
const OPEN = { callsPerSecond: 1_000_000, callsPerDay: 1_000_000_000 }

const { url } = await openGongSandbox({ clock: systemClock, ...KEYS, ...OPEN, port: 0 })
process.send?.(url)
process.once('disconnect', () => process.exit())
