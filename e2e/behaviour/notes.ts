import type { ServerResponse } from 'node:http'
import { expect } from '@playwright/test'
import { readBody } from './read-body.js'
import { openSwitchableServer } from './switchable-server.js'

/**
 * How a page and its test talk where no DevTools client is there to do it. A page with `script` in it calls
 * `tell(name, value)`, which the test receives, and `await until(name)`, which the test lets pass.
 */
export interface Notes {
  /** Markup that gives a page `tell` and `until`. */
  script: string
  /** Waits up to 20 s until a page has told it, and gives the value as text. */
  receive: (name: string) => Promise<string>
  /** Whoever waits for this goes on, and whoever will. */
  allow: (name: string) => void
  close: () => Promise<void>
}

export async function openNotes(): Promise<Notes> {
  const told = new Map<string, string>()
  const allowed = new Set<string>()
  const waiting = new Map<ServerResponse, string>()
  const server = await openSwitchableServer((request, response) => {
    const [, verb, name = ''] = (request.url ?? '').split('/')
    if (verb === 'tell') {
      void readBody(request).then((value) => told.set(name, value ?? ''))
      response.end()
    } else if (allowed.has(name)) response.end()
    else waiting.set(response, name)
  })
  return {
    script: `<script>
      const tell = (name, value) =>
        fetch('${server.url}/tell/' + name, { method: 'POST', mode: 'no-cors', body: String(value) })
      const until = (name) => fetch('${server.url}/until/' + name, { mode: 'no-cors' })
    </script>`,
    async receive(name) {
      await expect.poll(() => told.has(name), `a page has told "${name}"`).toBe(true)
      return told.get(name) ?? ''
    },
    allow(name) {
      allowed.add(name)
      for (const [response, waitsFor] of waiting) if (waitsFor === name) response.end()
    },
    close: server.stop,
  }
}
