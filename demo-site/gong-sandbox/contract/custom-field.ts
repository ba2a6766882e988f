import { z } from 'zod'
import { filled, isWebUrl } from './field.js'

const DATA_TYPES = ['STRING', 'NUMBER', 'DATE', 'URL', 'BOOLEAN', 'DURATION'] as const

type DataType = (typeof DATA_TYPES)[number]

/** The value always travels as a string and has to read as its data type; DURATION is in seconds. */
export const customField = z
  .strictObject({
    name: filled,
    value: z.string('must be a string, whatever its dataType'),
    dataType: z.enum(DATA_TYPES).optional(),
  })
  .superRefine(({ value, dataType = 'STRING' }, context) => {
    const complaint = complainAbout(value, dataType)
    if (complaint) context.addIssue({ code: 'custom', path: ['value'], message: complaint })
  })

export type CustomField = z.infer<typeof customField>

function complainAbout(value: string, dataType: DataType): string | null {
  switch (dataType) {
    case 'STRING':
      return null
    case 'NUMBER':
      return isNumber(value) ? null : 'must read as a number'
    case 'DURATION':
      return isNumber(value) && Number(value) >= 0 ? null : 'must read as a number of seconds'
    case 'DATE':
      return isDate(value) ? null : 'must read as an ISO 8601 date'
    case 'URL':
      return isWebUrl(value) ? null : 'must read as an absolute URL'
    case 'BOOLEAN':
      return value === 'true' || value === 'false' ? null : 'must read as true or false'
  }
}

/** Decimal notation only: Number() alone would take '', '0x10' and 'Infinity'. */
function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) && Number.isFinite(Number(value))
}

function isDate(value: string): boolean {
  return (
    z.iso.date().safeParse(value).success ||
    z.iso.datetime({ offset: true }).safeParse(value).success
  )
}
