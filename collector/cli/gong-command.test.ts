import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../lib/error-codes.js'
import { openStore } from '../store/store.js'
import { openTestDoctor, TEST_SECRETS } from '../doctor/test-doctor.js'
import { openTestCli } from './test-cli.js'

async function openCli(env: Record<string, string> = {}) {
  const doctor = await openTestDoctor()
  const { run } = openTestCli({ env: { ...doctor.env, ...env } })
  return {
    ...doctor,
    settings: (...args: string[]) => run('gong', 'integration-settings', ...args),
  }
}

const ONE = ['--type', 'DIALER', '--allow-origin', 'https://a.example']

describe('tamtam gong integration-settings', () => {
  it('gives one type to all origins, by one permit', async () => {
    const { settings, sandbox, storePath } = await openCli()
    const { code, out } = await settings(...ONE, '--allow-origin', 'https://b.example')
    const [accepted] = sandbox.accepted()
    expect(accepted).toMatchObject({
      call: 'integration-settings',
      body: {
        integrationTypeSettings: [
          { integrationType: 'DIALER', allowedOrigin: 'https://a.example' },
          { integrationType: 'DIALER', allowedOrigin: 'https://b.example' },
        ],
      },
    })
    expect([code, out]).toEqual([
      0,
      `DIALER may hold frames of https://a.example\nDIALER may hold frames of https://b.example\nrequestId ${accepted?.requestId}`,
    ])
    const store = await openStore(storePath)
    expect((await store.readSpent(await store.nowMs(), [])).inDay.high).toBe(1)
    await store.close()
  })

  it('pairs types and origins, and answers programs', async () => {
    const { settings } = await openCli()
    const pair = ['--type', 'ACCOUNT_PAGES', '--allow-origin', 'https://b.example']
    const { code, out } = await settings(...ONE, ...pair, '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      kind: 'accepted',
      status: 200,
      integrationTypeSettings: [
        { integrationType: 'DIALER', allowedOrigin: 'https://a.example' },
        { integrationType: 'ACCOUNT_PAGES', allowedOrigin: 'https://b.example' },
      ],
    })
  })

  it.each([
    [['--type', 'DIALER']],
    [['--type', 'PHONE', '--allow-origin', 'https://a.example']],
    [[...ONE, '--type', 'DIALER', '--allow-origin', 'https://b.example', 'https://c.example']],
    [['--type', 'DIALER', '--allow-origin', 'https://a.example/path']],
  ])('%j is misuse, and nobody is called', async (args) => {
    const { settings, sandbox } = await openCli()
    expect(await settings(...args)).toMatchObject({ code: 2, out: '' })
    expect(sandbox.calls()).toEqual([])
  })

  it('403 names the scope', async () => {
    const { settings, sandbox } = await openCli()
    sandbox.addFault({ kind: 'answer-403', count: 2 })
    const { code, err } = await settings(...ONE)
    expect(code).toBe(1)
    expect(err).toContain('Gong has not taken it.')
    expect(err).toContain('api:integration-settings:write')
    const { code: again, out } = await settings(...ONE, '--json')
    expect([again, JSON.parse(out)]).toEqual([
      1,
      expect.objectContaining({ kind: 'refused', status: 403 }),
    ])
  })

  it('a sign-in by OAuth that has ended names no key', async () => {
    const { oauthEnv } = await openTestDoctor({ env: { GONG_OAUTH_REFRESH_TOKEN: 'used' } })
    const env = {
      ...oauthEnv,
      GONG_API_BASE_URL: '',
      GONG_ACCESS_KEY: '',
      GONG_ACCESS_KEY_SECRET: '',
    }
    const { code, err } = await openTestCli({ env }).run('gong', 'integration-settings', ...ONE)
    expect(code).toBe(1)
    expect(err).toContain(`next: ${ERROR_CODES.gong_sign_in_ended}`)
    expect(err).not.toContain('GONG_ACCESS_KEY')
  })

  it('other refusals are in words, and no secret is in them', async () => {
    const { settings, sandbox } = await openCli()
    sandbox.addFault({
      kind: 'answer-400',
      count: 1,
      errors: [`${TEST_SECRETS.accessKeySecret}: no`],
    })
    expect((await settings(...ONE)).err).toBe(
      `Gong has not taken it. Gong's answer: 400, "(secret): no"\nnext: mend what it names`,
    )
    const wrong = await openCli({ GONG_ACCESS_KEY_SECRET: 'wrong' })
    expect((await wrong.settings(...ONE)).err).toContain('Gong refused the credentials (401)')
    const preview = { GONG_API_BASE_URL: '', GONG_ACCESS_KEY: '', GONG_ACCESS_KEY_SECRET: '' }
    const { settings: previewed } = await openCli(preview)
    expect(await previewed(...ONE)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was sent: no Gong is configured') as string,
    })
  })
})
