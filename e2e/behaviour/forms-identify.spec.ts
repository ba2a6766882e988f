import { clickLast, expectEvents } from './expect-events.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: form[data-tamtam-identify], the one way by which words of a form's fields leave the page.
// Leaves out: what identification does to sessions.

const FORM = `<form id="demo" data-tamtam-identify action="/thanks">
  <input name="name"><input name="email" type="email"><input name="phone"><textarea name="note"></textarea>
  <button id="send">Send</button></form>`

test('a form with data-tamtam-identify says first who the visitor is, then that it was sent', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: FORM })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('[name=email]').fill('ada@acme.com')
      await page.locator('[name=name]').fill('Ada Lovelace')
      await page.locator('[name=phone]').fill('secret')
      await page.locator('[name=note]').fill('secret')
      await page.locator('#send').click()
      await page.waitForURL(/thanks/)
    },
    types: ['identify', 'form_submit'],
    expected: [
      { type: 'identify', person: { email: 'ada@acme.com', name: 'Ada Lovelace' } },
      { type: 'form_submit', formId: 'demo' },
    ],
  })
  expect(JSON.stringify(sink.beacons())).not.toContain('secret')
  expect(events[1]).not.toHaveProperty('person')
})

test('it does so in an open shadow root, and where the page prevents the default', async ({
  sink,
  site,
  page,
}) => {
  const body = `<x-form><template shadowrootmode="open">
    <form id="demo" data-tamtam-identify onsubmit="return false">
      <input type="email" name="work-mail" value="ada@acme.com"><input autocomplete="name" value="Ada">
      <button id="send">Send</button></form></template></x-form>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.locator('#send').click(),
    types: ['identify', 'form_submit'],
    expected: [
      { type: 'identify', person: { email: 'ada@acme.com', name: 'Ada' } },
      { type: 'form_submit', formId: 'demo' },
    ],
  })
})

test('data-tamtam-ignore is stronger than data-tamtam-identify', async ({ sink, site, page }) => {
  const body = `<div data-tamtam-ignore>${FORM.replace('/thanks', 'javascript:')}</div>`
  await openPage({ sink, site, page }, { body })
  await page.locator('[name=email]').fill('ada@acme.com')
  await page.locator('#send').click()
  await clickLast(sink, page)
  expect(sink.events().map(({ type }) => type)).not.toContain('identify')
  expect(JSON.stringify(sink.beacons())).not.toContain('acme')
})

test('a form without the attribute identifies nobody', async ({ sink, site, page }) => {
  const body = FORM.replace('data-tamtam-identify', '').replace('/thanks', 'javascript:')
  await openPage({ sink, site, page }, { body })
  await page.locator('[name=email]').fill('ada@acme.com')
  await expectEvents(sink, {
    page,
    act: () => page.locator('#send').click(),
    types: ['identify', 'form_submit'],
    expected: [{ type: 'form_submit', formId: 'demo' }],
  })
})
