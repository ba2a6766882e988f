import type { Context } from 'hono'
import type { z } from 'zod'
import { allows, type Scope } from '../lib/admin-tokens.js'
import { issuesOf } from '../lib/issues-of.js'
import { actorOf } from './actor-of.js'
import { answerAway, answerFault } from './answer-fault.js'
import type { OpenStore } from './deps.js'
import type { PageDeps } from './page.js'
import { storable } from './storable.js'

/** What whoever may do something asks for. */
export interface OperatorsRequest<B> extends OpenStore {
  body: B
  /** As the audit log names whoever acts. */
  actor: string
  /** Sent by a form of ours: the answer is a fragment of a page. */
  isForm: boolean
}

const FORM = /^application\/x-www-form-urlencoded\b/i

/** Reads a request that changes something or hands out people's data; or the answer that refuses it. */
export async function readRequest<B>(
  c: Context,
  deps: Pick<PageDeps, 'whoAsks' | 'findStore'>,
  { scope, body }: { scope: Scope; body: z.ZodType<B> },
): Promise<OperatorsRequest<B> | Response> {
  const who = deps.whoAsks(c)
  if (!('scope' in who)) return answerFault(c, 401, 'console_token_missing')
  if (!allows(who.scope, scope)) return answerFault(c, 403, 'console_scope_short')
  const isForm = FORM.test(c.req.header('content-type') ?? '')
  const given = isForm ? await readForm(c) : await readJson(c)
  const parsed = body.safeParse(given)
  if (!parsed.success) {
    return answerFault(c, 400, 'request_invalid', { issues: issuesOf(parsed.error) })
  }
  const open = deps.findStore()
  if (!open) return answerAway(c)
  return { ...open, body: parsed.data, actor: actorOf(who), isForm }
}

async function readForm(c: Context): Promise<unknown> {
  const fields = Object.entries(await c.req.parseBody())
  return Object.fromEntries(fields.map(([name, value]) => [name, textOf(value)]))
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return JSON.parse(await c.req.text(), (_, value: unknown) => textOf(value)) as unknown
  } catch {
    // What is no JSON, or is nested beyond reason, has no shape that any schema takes.
    return null
  }
}

function textOf(value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value
}
