import type { Child } from 'hono/jsx'

interface FieldProps {
  name: string
  label: string
  value: string
  hint?: string
  /** What is wrong with it; undefined while nothing is. */
  fault?: string | undefined
}

/** A line to write in. */
export function TextField({
  required = false,
  ...props
}: FieldProps & { required?: boolean; type?: never }) {
  return (
    <Frame {...props}>
      <input
        type="text"
        name={props.name}
        value={props.value}
        required={required}
        autocomplete="off"
        spellcheck={false}
        {...describedBy(props)}
      />
    </Frame>
  )
}

/** Several lines. */
export function AreaField({ rows = 3, ...props }: FieldProps & { rows?: number }) {
  return (
    <Frame {...props}>
      <textarea name={props.name} rows={rows} spellcheck={false} {...describedBy(props)}>
        {props.value}
      </textarea>
    </Frame>
  )
}

/** One of a few. */
export function ChoiceField({
  options,
  ...props
}: FieldProps & { options: readonly { value: string; words: string }[] }) {
  return (
    <Frame {...props}>
      <select name={props.name} {...describedBy(props)}>
        {options.map(({ value, words }) => (
          <option value={value} selected={value === props.value}>
            {words}
          </option>
        ))}
      </select>
    </Frame>
  )
}

/** Yes or no; what is sent for yes is `value`. */
export function Tick({
  name,
  label,
  value = '1',
  isTicked,
}: {
  name: string
  label: Child
  value?: string
  isTicked: boolean
}) {
  return (
    <label class="inline">
      <input type="checkbox" name={name} value={value} checked={isTicked} />
      <span>{label}</span>
    </label>
  )
}

function Frame({ name, label, hint, fault, children }: FieldProps & { children?: Child }) {
  return (
    <div class="field">
      <label for={`field-${name}`}>{label}</label>
      {children}
      {hint && (
        <span class="hint" id={`hint-${name}`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`fault-${name}`}>
          {fault}
        </span>
      )}
    </div>
  )
}

function describedBy({ name, hint, fault }: FieldProps) {
  const ids = [fault && `fault-${name}`, hint && `hint-${name}`].filter(Boolean).join(' ')
  return {
    id: `field-${name}`,
    ...(ids && { 'aria-describedby': ids }),
    ...(fault && { 'aria-invalid': 'true' as const }),
  }
}
