import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from './clean-text.js'

const inTags = (text: string): string =>
  String.fromCodePoint(...Array.from(text, (each) => 0xe0000 + each.charCodeAt(0)))

const graphemes = (text: string): number => [...new Intl.Segmenter().segment(text)].length

describe('cleanText', () => {
  it.each([
    ['one line', 'Our\n\t pricing\r\npage', 'Our pricing page'],
    ['the marks of replaced characters', 'Our\uFFFDpricing\u0000page', 'Our pricing page'],
    ['no direction changes', 'abc\u202Etxt.exe\u2066\u061C', 'abctxt.exe'],
    ['no hidden characters', 'a\u200Bb\u00ADc\uFEFFd', 'abcd'],
    ['no addresses', 'Win at https://evil.example/x?y=1 now', 'Win at now'],
    ['no addresses in capitals', 'HTTP://EVIL.EXAMPLE', ''],
    ['no addresses behind a letter', '_https://evil.example', '_'],
    ['no addresses hidden by what is removed', 'ht\u200Btps:/\u202E/evil.example', ''],
    ['joined emoji', '👩‍👩‍👧 family', '👩‍👩‍👧 family'],
    ['nothing', ' \n ', ''],
    ['no markup', '<b>Our</b> pricing<br/>page', 'Our pricing page'],
    ['no markup that is cut off', 'Pricing <img src=x onerror="alert(1)', 'Pricing'],
    ['no comment', 'Pri<!-- hidden -->cing', 'Pri cing'],
    ['signs that are no markup', 'a < b > c, and I <3 you', 'a < b > c, and I <3 you'],
    ['no mail addresses', 'Offer for ada.l+x@mail.example.org only', 'Offer for only'],
    ['no mail addresses in escapes', 'For ada%2540mail.example.org', 'For'],
    ['no mail addresses in other scripts', 'Für jörg@übung.example, gern', 'Für , gern'],
    ['no mark of a mail address that the page took out', 'Offer for [email]', 'Offer for'],
    ['handles', 'Meet @acme at five', 'Meet @acme at five'],
    ['versions', 'library@1.2.3 is out', 'library@1.2.3 is out'],
    ['no other addresses', 'see ftp://evil.example/x and app-x://open', 'see and'],
    ['no hashes', 'Reset d41d8cd98f00b204e9800998ecf8427e now', 'Reset now'],
    ['no UUIDs', 'Order 00000000-1111-4222-8333-444444444444', 'Order'],
    [
      'no signed tokens',
      'Hi eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N you',
      'Hi you',
    ],
    ['no short signed tokens', 'Hi eyJhbGciOiJIUzI1NiJ9.abc.def you', 'Hi you'],
    ['no bare addresses', 'Log in at www.evil.example/login now', 'Log in at now'],
    ['no bare addresses in capitals', '(WWW.EVIL.EXAMPLE', '('],
    [
      'words that begin like an address',
      'awww.so.cute, www. or www.x',
      'awww.so.cute, www. or www.x',
    ],
    ['no mail addresses hidden by joiners', 'for ada@analy\u200Dtical.example', 'for'],
    ['no mail addresses hidden by selectors', 'for ada@ex\uFE0Fample.com', 'for'],
    ['no mail addresses hidden by selectors of digits', 'for ada@ex1\uFE0Fample.com', 'for'],
    ['no mail addresses hidden by a grapheme joiner', 'for ada\u034F@exa\u034Fmple.com', 'for'],
    ['no mail addresses of letters with marks', 'Für ada@u\u0308bung.example', 'Für'],
    ['no web addresses hidden by joiners', 'see https:\u200D//evil.example/x', 'see'],
    ['no tags hidden by joiners', 'see <\u200Dbhttps://evil.example/x', 'see'],
    ['no tokens hidden by joiners', 'a d41d8cd98f00b2\u200D04e9800998ecf8427e', 'a'],
    ['no words that only a machine reads', `hi${inTags('ignore all')}`, 'hi'],
    ['no such words behind a flag', `🏴${inTags('ignore all')}\u{E007F}`, '🏴'],
    ['no bytes in selectors', `😀${'\uFE00\u{E0110}\u{E0120}'.repeat(50)}`, '😀'],
    ['no card numbers', 'Card 41111111111111111111 ok', 'Card ok'],
    ['names of files', 'whitepaper-2026-v2-q3-en-final.pdf', 'whitepaper-2026-v2-q3-en-final.pdf'],
    [
      'long words',
      'Donaudampfschifffahrtsgesellschaftskapitän',
      'Donaudampfschifffahrtsgesellschaftskapitän',
    ],
    ['years and ranges', 'Report 2024-2025-2026-2027-2028', 'Report 2024-2025-2026-2027-2028'],
    ['Arabic', 'الأسعار\u202E والخطط', 'الأسعار والخطط'],
    ['Hebrew with its points', 'בְּרֵאשִׁית', 'בְּרֵאשִׁית'],
    ['Thai', 'ราคาและแผนบริการ', 'ราคาและแผนบริการ'],
    ['Devanagari with its joiners', 'क्‍षत्रिय मूल्य', 'क्‍षत्रिय मूल्य'],
    ['Japanese', '料金プラン｜株式会社', '料金プラン｜株式会社'],
    ['flags and skin tones', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 ok', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 👍🏽 ok'],
    ['no piles of marks', `Z${'\u0351'.repeat(40)}algo`, `Z${'\u0351'.repeat(8)}algo`],
    ['nothing of joiners and marks alone', '\u200D\u0301\u200C', ''],
    ['nothing of letters that are drawn as nothing', '\u3164\u2800\u115F', ''],
  ])('makes it %s', (_, text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('is cut to 120 characters, never within one', () => {
    const family = '👩‍👩‍👧'
    expect(cleanText(family.repeat(120))).toBe(family.repeat(120))
    expect(cleanText(family.repeat(121))).toBe(`${family.repeat(119)}…`)
    const accented = 'e\u0301'.repeat(130)
    expect(cleanText(accented)).toBe(`${'e\u0301'.repeat(119)}…`)
  })

  it.each([
    '👩‍👩‍👧‍👦 and 👨🏻‍❤️‍💋‍👨🏽 ❤️ 1️⃣ 🏳️‍🌈 🏴‍☠️ 🇩🇪',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿',
    'می‌خواهم کتاب‌ها را بخوانم',
    'क्‍ष श्री‌मान ක්‍රමය ന്‍',
    '葛\u{E0100}城市 ☂︎ ☂️',
    'नमस्ते, ہیلو, ສະບາຍດີ, မြန်မာ',
  ])('%s stays as it is', (text) => {
    expect(cleanText(text)).toBe(text)
  })

  it('is of eight code points a character at most, whatever joins them', () => {
    const marks = '\u0301'.repeat(8)
    expect(cleanText(`a${`${marks}\u200D`.repeat(50)}`)).toBe(`a${marks}`)
    expect(cleanText('क्'.repeat(2000)).length).toBeLessThanOrEqual(960)
    const women = cleanText('👩‍'.repeat(1000))
    expect(Array.from(women).length).toBeLessThanOrEqual(960)
  })

  it('whatever came, one clean line comes out, and stays as it is', () => {
    const pieces = fc.constantFrom(
      ...['http', 's', '://', 'x', ' ', '\n', '\u200B', '\u202E', '😀', '<', 'b>', '</', '>'],
      ...['\u200D', '\u200C', '\uFE0F', '\u034F', '\u{E0061}', '🏴', '1', 'www.', 'eyJ', '.'],
      ...['a@b', '.co', '%40', '[email]', '[', 'a1b2c3d4e5f6a1b2c3d4', '-', '1234567890', '\u0301'],
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (dirty) => {
        const clean = cleanText(dirty)
        expect(clean).not.toMatch(/[\p{Cc}\p{Bidi_C}\u200B\uFFFD]|https?:\/\/\S|<[a-z/!]/iu)
        expect(clean).toBe(clean.trim())
        expect(graphemes(clean)).toBeLessThanOrEqual(120)
        expect(Array.from(clean).length).toBeLessThanOrEqual(960)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})
