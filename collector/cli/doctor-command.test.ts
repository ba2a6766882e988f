import { describe, expect, it } from 'vitest'
import { openTestDoctor } from '../doctor/test-doctor.js'
import { openTestCli } from './test-cli.js'

/** The command line over a doctor's folder and sandbox; its clock stands still, far from Gong's. */
async function openCli({ answer }: { answer?: boolean } = {}) {
  const doctor = await openTestDoctor()
  // Its variables name the doctor's own files.
  const cli = openTestCli({ env: doctor.env, ...(answer !== undefined && { answer }) })
  return { ...doctor, ...cli }
}

describe('tamtam doctor', () => {
  it('prints a line a check, what to do below it, and ends with 1 on a fail', async () => {
    const { run } = await openCli()
    const { code, out, err } = await run('doctor')
    expect(out).toMatch(/^pass {2}credentials {7}Gong lets this key in/m)
    // The clock of this command line stands still.
    expect(out).toMatch(
      /^fail {2}clock {13}this machine's clock is .* Gong's\n {24}next: set it by/m,
    )
    expect(out).toMatch(/^9 pass, 0 warn, 1 fail, 2 skip$/m)
    expect([code, err]).toEqual([1, ''])
  })

  it('prints the same for programs', async () => {
    const { run } = await openCli()
    const { code, out } = await run('doctor', '--json')
    const { isWell, checks, sent } = JSON.parse(out) as Record<string, object[]>
    expect([code, isWell, sent]).toEqual([1, false, null])
    expect(checks?.find((each) => 'check' in each && each.check === 'credentials')).toEqual({
      check: 'credentials',
      status: 'pass',
      found: expect.any(String) as string,
      next: null,
    })
  })

  it('sends a test interaction only when somebody means it', async () => {
    const unasked = await openCli()
    expect(await unasked.run('doctor', '--send', 'ada@example.org')).toMatchObject({
      code: 2,
      out: '',
    })
    expect(unasked.sandbox.calls()).toEqual([])
    const refused = await openCli({ answer: false })
    expect((await refused.run('doctor', '--send', 'ada@example.org')).code).toBe(1)
    expect(refused.asked).toEqual([expect.stringContaining('to ada@example.org at Gong?')])
    expect(refused.sandbox.calls()).toEqual([])
    const confirmed = await openCli({ answer: true })
    const { out } = await confirmed.run('doctor', '--send', 'ada@example.org')
    const [arrived] = confirmed.sandbox.interactions()
    expect(out).toContain(`requestId ${arrived?.requestId}`)
    const { out: json } = await confirmed.run('doctor', '--send', 'a@b.example', '--yes', '--json')
    expect(JSON.parse(json)).toMatchObject({ sent: { eventId: expect.any(String) as string } })
    expect(confirmed.sandbox.interactions()).toHaveLength(2)
  })

  it('takes an address only', async () => {
    const { run } = await openCli()
    expect(await run('doctor', '--send', 'ada', '--yes')).toMatchObject({ code: 2 })
  })
})
