import type { Token } from './tokens.ts';

const simpleEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** What a string token says: without its quotes, with its escapes resolved. An unterminated one ends at its end. */
export function stringValue(source: string, token: Token, escape?: string): string {
  const text = source.slice(token.start, token.end);
  if (text.startsWith("'") || isUnicode(text)) return unquoted(text, escape);
  if (text.startsWith('$')) {
    const tag = text.slice(0, text.indexOf('$', 1) + 1);
    const end = text.length > tag.length && text.endsWith(tag) ? text.length - tag.length : text.length;
    return text.slice(tag.length, end);
  }
  return unescaped(text.slice(1));
}

/** Whether a token is written as `U&'…'` or `U&"…"`: characters may be given by their code points. */
export const isUnicode = (text: string): boolean => text.startsWith('U&') || text.startsWith('u&');

/** A quoted name or string without its quotes; doubled quotes stand for one. Behind U&, `escape` begins a code point. */
export function unquoted(text: string, escape = '\\'): string {
  if (isUnicode(text)) return byCodePoints(unquoted(text.slice(2)), escape);
  const quote = text.charAt(0);
  const body = withoutQuotes(text);
  return body.includes(quote) ? body.replaceAll(quote + quote, quote) : body;
}

function withoutQuotes(text: string): string {
  const closed = text.length > 1 && text.endsWith(text.charAt(0));
  return text.slice(1, closed ? -1 : undefined);
}

function unescaped(text: string): string {
  return withoutQuotes(text).replace(
    /''|\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([^]))/g,
    (match, hex?: string, u4?: string, u8?: string, octal?: string, letter?: string) => {
      if (match === "''") return "'";
      const code = hex ?? u4 ?? u8;
      if (code !== undefined) return codePoint(Number.parseInt(code, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      return simpleEscapes[letter ?? ''] ?? letter ?? '';
    },
  );
}

/** `\\0061`, `\\+000061` and `\\\\`, with another character in place of the backslash where one is named. What is none of these stays. */
function byCodePoints(text: string, escape: string): string {
  const pieces = text.split(escape);
  let out = pieces[0]!;
  for (let index = 1; index < pieces.length; index += 1) {
    const piece = pieces[index]!;
    const [whole, long, short] = /^(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))/.exec(piece) ?? [''];
    if (piece === '' && index + 1 < pieces.length) {
      index += 1;
      out += escape + pieces[index]!;
    } else if (whole === '') out += escape + piece;
    // A pair of surrogates makes one character of two.
    else
      out +=
        (short ? String.fromCharCode(Number.parseInt(short, 16)) : codePoint(Number.parseInt(long!, 16))) +
        piece.slice(whole.length);
  }
  return out;
}

function codePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** The digits of a number token in decimal: 1_000 is 1000, 0x1F is 31, .5 is 0.5 and 1. is 1. */
export function numberText(source: string, token: Token): string {
  const written = source.slice(token.start, token.end);
  if (/^\d+$/.test(written)) return written;
  const text = written.replaceAll('_', '');
  if (/^0(?:x[0-9a-f]+|o[0-7]+|b[01]+)$/i.test(text)) return String(BigInt(text.toLowerCase()));
  const whole = text.startsWith('.') ? `0${text}` : text;
  return whole.replace(/\.(?!\d)/, '');
}
