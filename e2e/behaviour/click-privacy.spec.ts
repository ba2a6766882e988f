import { clickLast, expectEvents } from './expect-events.js'
import { openPage, STAY } from './open-page.js'
import { expect, test } from './world.js'

// Covers: what a click must not tell: hidden, masked and typed words, addresses of people, endless texts.
// Leaves out: query parameters of addresses, which are one matter for all events.

test('a text is told trimmed, its spaces as one, and at most 256 characters of it', async ({
  sink,
  site,
  page,
}) => {
  const body = `<button id="a">\n  Book \t a\n <b> demo </b>  </button>
    <button id="b">${'word '.repeat(500)}</button>`
  await openPage({ sink, site, page }, { body })
  const target = { text: 'Book a demo' }
  await expectEvents(sink, {
    page,
    act: async () => {
      await page.locator('#a').click()
      await page.locator('#b').click({ position: { x: 5, y: 5 } })
    },
    expected: [
      { type: 'click', target },
      { type: 'click', target: { text: expect.stringMatching(/^(word )+.{0,5}$/) as unknown } },
    ],
  })
  expect(sink.of('click').map((click) => (click.target.text ?? '').length)).toContain(256)
})

test('an e-mail address in a text, name or id is blanked', async ({ sink, site, page }) => {
  const body = `<button id="of-ada@acme.com" name="ada@acme.com">Write to ada@acme.com now</button>`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: () => page.getByText('Write to').click(),
    expected: [{ type: 'click', target: { kind: 'button', text: 'Write to [email] now' } }],
  })
  expect(JSON.stringify(sink.events())).not.toContain('acme')
})

test('of mailto:, tel: and javascript: only the scheme leaves the page', async ({
  sink,
  site,
  page,
}) => {
  const body = `<a id="a" href="mailto:ada@acme.com?subject=Secret">Write</a>
    <a id="b" href="tel:+49301234567">Call</a><a id="c" href="javascript:void 'secret'">Do</a>`
  await openPage({ sink, site, page }, { body: body + STAY })
  await expectEvents(sink, {
    page,
    act: async () => {
      for (const id of ['a', 'b', 'c']) await page.locator(`#${id}`).click()
    },
    expected: ['mailto:', 'tel:', 'javascript:'].map((href) => ({
      type: 'click',
      target: { kind: 'link', href },
    })),
  })
  expect(JSON.stringify(sink.events())).not.toMatch(/acme|493012|secret/i)
})

test('data-tamtam-mask leaves a click without text, id and name', async ({ sink, site, page }) => {
  const body = `<div data-tamtam-mask><a id="secret-1" href="/account">Secret 2</a></div>
    <button id="open">Open <span data-tamtam-mask>secret 3</span></button>`
  await openPage({ sink, site, page }, { body: body + STAY })
  const events = await expectEvents(sink, {
    page,
    act: async () => {
      await page.getByText('Secret 2').click()
      await page.locator('#open').click({ position: { x: 5, y: 5 } })
    },
    expected: [
      { type: 'click', target: { kind: 'link', href: `${site.url}/account` } },
      { type: 'click', target: { kind: 'button', id: 'open' } },
    ],
  })
  expect(JSON.stringify(events)).not.toMatch(/secret/i)
})

test('a click on a masked word in a button leaves without text, id and name', async ({
  sink,
  site,
  page,
}) => {
  await openPage(
    { sink, site, page },
    { body: '<button id="open" name="open">Open <b data-tamtam-mask>secret</b></button>' },
  )
  const events = await expectEvents(sink, {
    page,
    act: () => page.locator('#open b').click(),
    expected: [{ type: 'click', target: { kind: 'button' } }],
  })
  expect(events.flatMap((event) => (event.type === 'click' ? [event.target] : []))).toEqual([
    { kind: 'button' },
  ])
})

test('data-tamtam-ignore hides the clicks, downloads and forms within it', async ({
  sink,
  site,
  page,
}) => {
  const body = `<div data-tamtam-ignore>
    <button type="button">Hidden</button><a href="/files/list.pdf">Hidden file</a>
    <form id="hidden" action="javascript:"><button id="send">Send</button></form></div>${STAY}`
  await openPage({ sink, site, page }, { body })
  await expectEvents(sink, {
    page,
    act: async () => {
      for (const at of ['button:not(#send)', 'a', '#send']) {
        await page.locator(`[data-tamtam-ignore] ${at}`).click()
      }
    },
    expected: [],
  })
})

test('what somebody typed or chose is never told', async ({ sink, site, page }) => {
  const body = `<section data-tamtam-click>
      <h3>Tell us</h3>
      <textarea>secret 1</textarea>
      <select><option>secret 2</option></select>
      <input id="plain" value="secret 3">
      <input type="checkbox" value="secret 4">
      <p contenteditable>secret 5</p>
    </section>
    <div role="button" id="field" contenteditable>secret 6</div>`
  await openPage({ sink, site, page }, { body })
  await page.locator('textarea').fill('secret 8')
  await page.locator('#plain').fill('secret 9')
  const ats = ['h3', 'textarea', '#plain', '[type=checkbox]', 'p[contenteditable]']
  for (const at of [...ats, '#field']) await page.locator(at).click()
  await clickLast(sink, page)
  expect(sink.of('click').length).toBeGreaterThan(1)
  expect(JSON.stringify(sink.events())).not.toContain('secret')
})

test('what a field holds that plays a button is not told', async ({ sink, site, page }) => {
  const body = `<input role="button" id="a" value="secret 1">
    <input type="radio" role="button" id="b" value="secret 2">`
  await openPage({ sink, site, page }, { body })
  for (const id of ['a', 'b']) await page.locator(`#${id}`).click()
  await clickLast(sink, page)
  expect(sink.of('click')).toHaveLength(3)
  expect(JSON.stringify(sink.events())).not.toContain('secret')
})
