import type { Page } from '@playwright/test'
import { expectEvents } from './expect-events.js'
import { openPage } from './open-page.js'
import { expect, test } from './world.js'

// Covers: form_submit: when it is told, and that nothing but the form's id and name is.
// Leaves out: forms that identify; validation that a page does by itself.

/** Fields as visitors fill them; none of their values may leave the page. */
const FIELDS = `<input name="email" type="email" value="secret@acme.com">
  <input name="phone" type="tel" value="secret"><textarea name="message">secret</textarea>
  <input name="card" type="hidden" value="secret"><button id="send">Send</button>`
const FORM = `<form id="contact" name="enquiry" action="/thanks">${FIELDS}</form>`
const TOLD = { type: 'form_submit', formId: 'contact', formName: 'enquiry' } as const

test('a form that is sent is told by its id and name, and none of its values', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: FORM })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await send(page)
      await page.waitForURL(/thanks/)
    },
    expected: [
      { type: 'click', target: { kind: 'button', id: 'send' } },
      TOLD,
      { type: 'page_view', page: { url: `${site.url}/thanks` } },
    ],
  })
  expect(JSON.stringify(sink.beacons())).not.toContain('secret')
  const own = Object.keys(events.find(({ type }) => type === 'form_submit') ?? {})
  expect(own.sort()).toEqual(
    ['eventId', 'formId', 'formName', 'occurredAtMs', 'page', 'sessionId', 'type'].sort(),
  )
})

test('the enter key in a field sends the form, once', async ({ sink, site, page }) => {
  await openPage({ sink, site, page }, { body: FORM })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('[name=phone]').press('Enter')
      await page.waitForURL(/thanks/)
    },
    types: ['form_submit'],
    expected: [TOLD],
  })
})

test('a form that the page sends itself, and stops, is told once', async ({ sink, site, page }) => {
  const body = `${FORM}<script>
    document.addEventListener('submit', (event) => event.stopPropagation(), true)
    document.querySelector('form').onsubmit = () => false
    document.addEventListener('submit', (event) => event.preventDefault(), true)
  </script>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => send(page),
    types: ['form_submit'],
    expected: [TOLD],
  })
})

test('forms in open shadow roots are told once each', async ({ sink, site, page }) => {
  const within = (id: string, more = '') => `<form id="${id}" action="javascript:">
    <button>Send ${id}</button></form>${more}`
  const root = (html: string) =>
    `<x-form><template shadowrootmode="open">${html}</template></x-form>`
  await openPage({ sink, site, page }, { body: root(within('outer', root(within('inner')))) })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.getByText('Send outer').click()
      await page.getByText('Send inner').click()
    },
    types: ['form_submit'],
    expected: ['outer', 'inner'].map((formId) => ({ type: 'form_submit', formId })),
  })
})

test('a form in an open shadow root that comes later is told after the next beacon', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, {})
  await page.evaluate(() => {
    const host = document.body.appendChild(document.createElement('x-form'))
    host.attachShadow({ mode: 'open' }).innerHTML =
      '<form id="late" action="javascript:"><button>Send late</button></form>'
  })
  await expectEvents(sink, { page, act: async () => undefined, expected: [] })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Send late').click(),
    types: ['form_submit'],
    expected: [{ type: 'form_submit', formId: 'late' }],
  })
})

test('a form in a shadow root within data-tamtam-ignore tells nothing, and who sent it neither', async ({
  sink,
  site,
  page,
}) => {
  const body = `<div data-tamtam-ignore><x-form><template shadowrootmode="open">
    <form data-tamtam-identify action="javascript:"><input type="email" value="ada@acme.com">
    <button>Send hidden</button></form></template></x-form></div>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Send hidden').click(),
    expected: [],
  })
})

test('a form within data-tamtam-mask is told without id and name', async ({ sink, site, page }) => {
  const form = '<form id="secret" name="secret" action="javascript:"><button>Send</button></form>'
  await openPage({ sink, site, page }, { body: `<section data-tamtam-mask>${form}</section>` })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Send').click(),
    types: ['form_submit'],
    expected: [{ type: 'form_submit' }],
  })
  expect(JSON.stringify(sink.beacons())).not.toContain('secret')
})

test('fields called id and name do not stand in for those of the form', async ({
  sink,
  site,
  page,
}) => {
  const body = `<form id="contact" name="enquiry" action="javascript:">
    <input name="id" value="secret"><input name="name" value="secret"><input name="attributes">
    <button id="send">Send</button></form>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => send(page),
    types: ['form_submit'],
    expected: [TOLD],
  })
  expect(JSON.stringify(sink.beacons())).not.toContain('secret')
})

test('a form that is not complete, or has no name, is told only when it is sent', async ({
  sink,
  site,
  page,
}) => {
  const body = `<form action="javascript:"><input required><button id="send">Send</button></form>`
  await openPage({ sink, site, page }, { body })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await send(page)
      await page.locator('input').fill('secret')
      await send(page)
    },
    types: ['form_submit'],
    expected: [{ type: 'form_submit' }],
  })
  expect(events.map((event) => 'formId' in event || 'formName' in event)).toEqual([false])
})

test('requestSubmit and a button outside the form send it too', async ({ sink, site, page }) => {
  const body = `<form id="contact" name="enquiry" action="javascript:"></form>
    <button id="send" form="contact">Send</button>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: async () => {
      await send(page)
      await page.locator('form').evaluate((form: HTMLFormElement) => form.requestSubmit())
    },
    types: ['form_submit'],
    expected: [TOLD, TOLD],
  })
})

// https://html.spec.whatwg.org/#dom-form-submit fires no event.
test('limitation: a form that a script sends by submit() is not told', async ({
  sink,
  site,
  page,
}) => {
  await openPage({ sink, site, page }, { body: FORM })
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('form').evaluate((form: HTMLFormElement) => form.submit())
      await page.waitForURL(/thanks/)
    },
    types: ['form_submit'],
    expected: [],
  })
})

async function send(page: Page): Promise<void> {
  await page.locator('#send').click()
}
