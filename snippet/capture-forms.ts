import { identify } from './identify.js'
import { readAttribute } from './read-attribute.js'
import { record } from './record.js'

/** Tells that a form was sent and, if the site has marked it for that, first who sent it. Never another field's value. */
export function noteSubmit(form: HTMLFormElement): void {
  const read = (selector: string) =>
    form.querySelector<HTMLInputElement>(selector)?.value.trim() || undefined
  const email = read('[type=email]') ?? read('[name=email],[autocomplete=email]')
  if (email && form.matches('[data-tamtam-identify]')) {
    identify({ email, name: read('[name=name],[autocomplete=name]') })
  }
  record(
    'form_submit',
    form.closest('[data-tamtam-mask]')
      ? {}
      : { formId: readAttribute(form, 'id'), formName: readAttribute(form, 'name') },
  )
}
