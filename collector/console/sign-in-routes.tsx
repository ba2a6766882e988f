import type { Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { Bare } from './layout.js'
import type { Lockout } from './lockout.js'
import { SESSION_SECONDS, type Sessions } from './sessions.js'
import type { AuditNote } from './keep-audit.js'
import { addressOf, bearer, COOKIE } from './who-asks.js'
import type { AdminToken } from '../lib/admin-tokens.js'

interface SignInDeps {
  tokens: readonly AdminToken[]
  sessions: Sessions
  lockout: Lockout
  note: (note: AuditNote) => Promise<void>
}

/** GET and POST /sign-in, which work without script, and POST /sign-out. */
export function addSignIn(app: Hono, { tokens, sessions, lockout, note }: SignInDeps): void {
  // Without tokens there is nothing to sign in with.
  const isOpen = tokens.length === 0
  app.get('/sign-in', (c) => (isOpen ? c.redirect('/', 303) : c.html(<SignIn words={null} />)))

  app.post('/sign-in', async (c) => {
    if (isOpen) return c.redirect('/', 303)
    const { token } = await c.req.parseBody()
    const given = typeof token === 'string' ? token.trim() : ''
    const who = bearer(given, { address: addressOf(c), tokens, lockout })
    if (who.kind === 'locked out') return refuse(c, who.waitSeconds)
    if (who.kind === 'refused') {
      if (who.isNews) {
        await note({ actor: 'console', action: 'sign_in_refused', target: addressOf(c) })
      }
      return refuse(c, null)
    }
    const before = getCookie(c, COOKIE, 'host')
    if (before !== undefined) sessions.close(before)
    const secret = sessions.open(who.scope)
    setCookie(c, COOKIE, secret, {
      prefix: 'host',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      maxAge: SESSION_SECONDS,
    })
    await note({ actor: `console:${who.scope}`, action: 'sign_in', target: addressOf(c) })
    return c.redirect('/signed-in', 303)
  })

  // A browser that keeps no Secure cookie over plain http would go round in circles without a word.
  app.get('/signed-in', (c) => {
    const secret = getCookie(c, COOKIE, 'host')
    if (secret !== undefined && sessions.find(secret)) return c.redirect('/', 303)
    const words =
      'The token is right, and this browser did not keep the sign-in: it keeps one over https only (on this machine itself, most browsers over http too). Put a proxy with TLS in front, or reach the console through an SSH tunnel as http://localhost.'
    return c.html(<SignIn words={words} />, 403)
  })

  app.post('/sign-out', async (c) => {
    const secret = getCookie(c, COOKIE, 'host')
    const session = secret === undefined ? null : sessions.find(secret)
    if (secret !== undefined) sessions.close(secret)
    deleteCookie(c, COOKIE, { prefix: 'host', path: '/', secure: true })
    if (session) {
      await note({ actor: `console:${session.scope}`, action: 'sign_out', target: addressOf(c) })
    }
    return c.req.header('hx-request') === undefined
      ? c.redirect('/sign-in', 303)
      : c.body(null, 204, { 'HX-Redirect': '/sign-in' })
  })
}

function refuse(c: Context, waitSeconds: number | null): Response | Promise<Response> {
  return waitSeconds === null
    ? c.html(<SignIn words="That is none of the tokens in TAMTAM_ADMIN_TOKEN." />, 401)
    : c.html(
        <SignIn
          words={`That is none of the tokens in TAMTAM_ADMIN_TOKEN, and too many wrong ones came from this address: look it up first, or try again in ${waitSeconds} s. A right one is taken.`}
        />,
        429,
        { 'Retry-After': String(waitSeconds) },
      )
}

function SignIn({ words }: { words: string | null }) {
  return (
    <Bare title="Sign in">
      <h1>Tamtam</h1>
      {words !== null && (
        <p class="banner bad" role="alert">
          {words}
        </p>
      )}
      <form method="post" action="/sign-in" class="stack">
        <label for="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          autocomplete="current-password"
          required
          autofocus
        />
        <button>Sign in</button>
      </form>
      <p class="hint">
        One of those in <code>TAMTAM_ADMIN_TOKEN</code> of the collector's environment.
      </p>
      <p class="hint">
        Signed in already, and led here by a link on another site? <a href="/">Overview</a>
      </p>
    </Bare>
  )
}
