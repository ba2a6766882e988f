import { expect, it } from 'vitest'
import { parseAnswers } from './parse-answers.js'

const parse = (...lines: string[]) => parseAnswers(Buffer.from(lines.join('\r\n')))

it('answers on one connection are told apart by their lengths', () => {
  const answers = parse(
    'HTTP/1.1 204 No Content\r\nVary: Origin\r\n',
    'HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\n{é}'.replace('é', '0'),
  )
  expect(answers).toEqual([
    { status: 204, headers: { vary: 'Origin' }, body: '' },
    { status: 400, headers: { 'content-length': '3' }, body: '{0}' },
  ])
})

it('one that comes in chunks is put together', () => {
  const [answer] = parse(
    'HTTP/1.1 200 OK',
    'Transfer-Encoding: chunked',
    '',
    '2',
    'ab',
    '1',
    'c',
    '0',
    '',
    '',
  )
  expect(answer?.body).toBe('abc')
})

it('one without a length lasts until the end, and 100 Continue is none', () => {
  const answers = parse(
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request',
    'Connection: close',
    '',
    '',
  )
  expect(answers).toMatchObject([{ status: 400, body: '' }])
})

it('one that is cut off is left out', () => {
  expect(parse('HTTP/1.1 400 Bad Request', 'Content-Length: 3', '', 'ab')).toEqual([])
  expect(parse('HTTP/1.1 200 OK', 'Transfer-Encoding: chunked', '', '5', 'ab')).toEqual([])
  expect(parse('HTTP/1.1 204 No')).toEqual([])
})
