import { expect, it } from 'vitest'
import { createSessions, SESSION_SECONDS } from './sessions.js'

function openSessions() {
  let nowMs = 1_000_000
  return { sessions: createSessions({ clock: () => nowMs }), turn: (ms: number) => (nowMs += ms) }
}

it('who has signed in is known by a secret of 256 random bits, each his own', () => {
  const { sessions } = openSessions()
  const secrets = Array.from({ length: 100 }, () => sessions.open('read'))
  expect(new Set(secrets).size).toBe(100)
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
})

it('what a session allows is what its token did', () => {
  const { sessions } = openSessions()
  expect(sessions.find(sessions.open('operate'))).toMatchObject({ scope: 'operate' })
})

it('ends after a working day, however much it was used', () => {
  const { sessions, turn } = openSessions()
  const secret = sessions.open('erase')
  turn(SESSION_SECONDS * 1000 - 1)
  expect(sessions.find(secret)).not.toBeNull()
  turn(1)
  expect(sessions.find(secret)).toBeNull()
})

it('a closed one is gone, and no other', () => {
  const { sessions } = openSessions()
  const [mine, yours] = [sessions.open('erase'), sessions.open('read')]
  sessions.close(mine)
  sessions.close('made up')
  expect([sessions.find(mine), sessions.find(yours)]).toMatchObject([null, { scope: 'read' }])
})

it('a secret that nobody was given opens nothing', () => {
  const { sessions } = openSessions()
  const secret = sessions.open('erase')
  for (const other of ['', secret.slice(1), `${secret} `, secret.toLowerCase()]) {
    expect(sessions.find(other)).toBeNull()
  }
})

it('of more than a thousand the one that was used longest ago ends', () => {
  const { sessions } = openSessions()
  const [first, second] = [sessions.open('read'), sessions.open('read')]
  sessions.find(first)
  for (let each = 0; each < 999; each++) sessions.open('read')
  expect([sessions.find(first), sessions.find(second)]).toMatchObject([{ scope: 'read' }, null])
})
