import { freePort } from '../../demo-site/free-port.js'
import type { FoundWebKit } from './find-webkit.js'
import { startDisplay } from './start-display.js'
import { startGroup } from './start-group.js'

export interface RunningWebKit {
  /** Of the driver, which starts a browser for each visit. */
  driverUrl: string
  stop: () => Promise<void>
}

const START_TIMEOUT_MS = 20_000
const LOOK_AGAIN_MS = 25

/** Starts WebKit's driver, on a display of its own where there is an Xvfb. Rejects when it does not answer in 20 s. */
export async function startWebKit({
  driverPath,
  xvfbPath,
}: Omit<FoundWebKit, 'how'>): Promise<RunningWebKit> {
  const display = xvfbPath ? await startDisplay(xvfbPath) : null
  const port = await freePort()
  const driver = await startGroup(driverPath, {
    args: [`--port=${port}`, '--host=127.0.0.1'],
    env: {
      ...(display && { DISPLAY: display.name, GDK_BACKEND: 'x11' }),
      // Its sandbox needs what root and most containers do not have. It opens pages of these tests only.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      // There is no desktop whose services could be asked.
      NO_AT_BRIDGE: '1',
      GSETTINGS_BACKEND: 'memory',
    },
  })
  const running = {
    driverUrl: `http://127.0.0.1:${port}`,
    async stop() {
      await driver.stop()
      await display?.stop()
    },
  }
  try {
    await untilReady(running.driverUrl)
    return running
  } catch (cause) {
    await running.stop()
    throw new Error(`${driverPath} does not answer`, { cause })
  }
}

async function untilReady(driverUrl: string): Promise<void> {
  const untilMs = Date.now() + START_TIMEOUT_MS
  for (;;) {
    try {
      await fetch(`${driverUrl}/status`)
      return
    } catch (error) {
      // It has not bound its port yet.
      if (Date.now() > untilMs) throw error
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
  }
}
