import { expect, test } from './console-world.js'

// Covers: signing in and out, the cookie and the policy in a real browser. Leaves out: what each page says.

const TOKEN = 'e2e-token-of-the-console'

test.use({ environment: { TAMTAM_ADMIN_TOKEN: `operate:${TOKEN}` } })

for (const name of ['127.0.0.1', 'localhost']) {
  test(`by keyboard alone somebody signs in at ${name}, reads, and signs out`, async ({
    page,
    world,
  }) => {
    const url = world.consoleUrl.replace('127.0.0.1', name)
    await page.goto(url)
    await expect(page).toHaveURL(`${url}/sign-in`)
    await expect(page.getByLabel('Token')).toBeFocused()
    await page.keyboard.type('not the token of this')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('none of the tokens')
    await page.getByLabel('Token').fill(TOKEN)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${url}/`)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({
      name: '__Host-tamtam',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      domain: name,
    })

    await page.keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.locator('main')).toBeFocused()

    await page.getByRole('button', { name: 'Sign out' }).focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${url}/sign-in`)
    await page.goto(url)
    await expect(page).toHaveURL(`${url}/sign-in`)
    expect(await page.context().cookies()).toEqual([])
  })
}

test('without script somebody signs in, reads and signs out too', async ({ browser, world }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(world.consoleUrl)
  await page.getByLabel('Token').fill(TOKEN)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('Token')).toBeVisible()
  await context.close()
})

test('a page that is looked at as its session ends goes to the sign-in', async ({
  page,
  world,
}) => {
  await page.goto(world.consoleUrl)
  await page.getByLabel('Token').fill(TOKEN)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-live-seconds]')).toHaveCount(1)
  await page.context().clearCookies()
  await expect(page).toHaveURL(`${world.consoleUrl}/sign-in`)
})

test('another site can neither frame it, nor ask it, nor have its forms sent to it', async ({
  context,
  page,
  world,
}) => {
  await page.goto(world.consoleUrl)
  await page.getByLabel('Token').fill(TOKEN)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${world.consoleUrl}/`)
  const evil = await context.newPage()
  // Another site by its name, on a page that a real server serves.
  await evil.goto(`${world.url.replace('127.0.0.1', 'localhost')}/healthz`)
  const target = world.consoleUrl
  const heard = await evil.evaluate(async (url) => {
    const ask = (init: RequestInit) =>
      fetch(`${url}/api/overview`, init).then(
        ({ type }) => type,
        () => 'refused',
      )
    const frame = document.createElement('iframe')
    frame.src = url
    document.body.append(frame)
    await new Promise((loaded) => (frame.onload = loaded))
    return {
      read: await ask({ credentials: 'include' }),
      json: await ask({
        method: 'POST',
        headers: { 'Tamtam-Console': '1' },
        credentials: 'include',
      }),
      frame: frame.contentDocument === null,
    }
  }, target)
  expect(heard).toEqual({ read: 'refused', json: 'refused', frame: true })
  for (const path of ['/sign-out', '/api/dead/redrive', '/sign-in']) {
    // A page each: a form's navigation that is not over yet would cut the next one off.
    const form = await context.newPage()
    await form.goto(`${world.url.replace('127.0.0.1', 'localhost')}/healthz`)
    const answered = form.waitForResponse((response) => response.url() === `${target}${path}`)
    await form.evaluate((action) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action })
      document.body.append(form)
      form.submit()
    }, `${target}${path}`)
    expect((await answered).status(), path).toBe(403)
  }
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
})
