import { callDriver } from './call-driver.js'

/** A browser that is driven as by its visitor: https://www.w3.org/TR/webdriver2/ */
export interface Visit {
  /** Resolves when the page has loaded. */
  open(url: string): Promise<void>
  /** The browser's own button: unlike history.back() it passes over entries that a script made without a click. */
  back(): Promise<void>
  /** Runs the function in the page, by its source: it sees only the page and what it is given. */
  run<A extends unknown[], T>(work: (...given: A) => T, ...given: A): Promise<T>
  /** Moves the pointer to the middle of the element and presses its first button. */
  click(selector: string): Promise<void>
  /** Closes this tab while another one stays; nothing can be asked of the page any more. */
  closeTab(): Promise<void>
  /** Closes the browser. */
  quit(): Promise<void>
}

/** Starts a browser without history, storage or cookies. The driver can have one at a time. */
export async function startVisit(driverUrl: string): Promise<Visit> {
  const { sessionId } = await callDriver<{ sessionId: string }>('POST', `${driverUrl}/session`, {
    capabilities: { alwaysMatch: {} },
  })
  const url = `${driverUrl}/session/${sessionId}`
  const post = <T = void>(path: string, body = {}) => callDriver<T>('POST', url + path, body)

  return {
    open: (page) => post('/url', { url: page }),
    back: () => post('/back'),
    run: (work, ...args) =>
      post('/execute/sync', {
        script: `return (${work.toString()}).apply(null, arguments)`,
        args,
      }),
    async click(selector) {
      const origin = await post<object>('/element', { using: 'css selector', value: selector })
      await post('/actions', { actions: [pressOn(origin)] })
    },
    async closeTab() {
      const { handle } = await post<{ handle: string }>('/window/new', { type: 'tab' })
      await callDriver('DELETE', `${url}/window`)
      await post('/window', { handle })
    },
    quit: () => callDriver('DELETE', url),
  }
}

/** https://www.w3.org/TR/webdriver2/#actions */
function pressOn(origin: object) {
  return {
    type: 'pointer',
    id: 'mouse',
    parameters: { pointerType: 'mouse' },
    actions: [
      { type: 'pointerMove', origin, x: 0, y: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  }
}
