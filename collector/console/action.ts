import type { Hono } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import type { Config } from '../config.js'
import type { Scope } from '../lib/admin-tokens.js'
import type { StoreToRead } from '../store/open-to-read.js'
import type { Store } from '../store/store.js'
import { answerFault } from './answer-fault.js'
import type { ConsoleDeps } from './deps.js'
import type { AuditNote } from './keep-audit.js'
import type { AddPage } from './page.js'
import { readRequest } from './read-request.js'

/** Something that the console changes: POST to `/api` and the path, by a form of ours or a program. */
export interface Action<B, R> {
  path: string
  /** Who may. */
  scope: Scope
  /** Of a form every value is a text. */
  body: z.ZodType<B>
  act(ask: ActionAsk, body: B): Promise<R>
  /** For the audit log; null when nothing was done. Without anybody's address in the clear. */
  note(body: B, result: R): Pick<AuditNote, 'action' | 'target' | 'detail'> | null
  /** What a form of ours shows in place of what stood there; programs get the result as JSON. */
  View: (result: R, body: B, shown: Pick<ActionAsk, 'config'>) => Child
}

export interface ActionAsk extends Pick<ConsoleDeps, 'clock' | 'logger'> {
  store: Store
  /** The same store as of one moment, which nothing is held up by. */
  reader: StoreToRead
  config: Config
  /** As the audit log names whoever acts. */
  actor: string
}

/** It cannot be done as asked, and nothing was: in words that say what to do. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(readonly issues: string[]) {
    super(issues.join('; '))
  }
}

export function defineAction<B, R extends object>(action: Action<B, R>): AddPage {
  return function addAction(app: Hono, deps) {
    app.post(`/api${action.path}`, async (c) => {
      const request = await readRequest(c, deps, action)
      if (request instanceof Response) return request
      const { store, reader, body, actor, isForm } = request
      const { config, clock, logger } = deps
      let result: R
      try {
        result = await action.act({ store, reader, config, clock, logger, actor }, body)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return answerFault(c, 409, 'request_invalid', { issues: error.issues })
      } finally {
        deps.shared.forget()
      }
      const note = action.note(body, result)
      if (note) await deps.note({ actor, ...note })
      return isForm
        ? // A bare text is one too: `html` lets markup of JSX alone through.
          c.html(html`${action.View(result, body, { config })}`)
        : c.json(result, 200, { 'Cache-Control': 'no-store' })
    })
  }
}
