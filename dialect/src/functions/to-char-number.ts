import { bind, cond } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweringContext } from './lowering.ts';
import { compareNumeric, numeric, printNumeric, roundNumeric } from './numeric.ts';
import type { Numeric } from './numeric.ts';
import { roundDecimal } from './rounding.ts';
import { ordinal } from './to-char-date.ts';

// TO_CHAR over numbers: 9 and 0 stand for digits, the rest says where signs, separators and blanks go.

interface NumberFormat {
  /** What stands before the point, from the left: a digit place (`9`, `0`), or a text. */
  readonly whole: readonly string[];
  readonly decimals: readonly string[];
  readonly point: boolean;
  readonly fill: boolean;
  readonly sign:
    'before' | 'leading' | 'first' | 'trailing' | 'minus' | 'minusLeading' | 'plusFirst' | 'brackets';
  readonly ordinal: string;
  readonly shift: number;
}

const patterns = /^(FM|MI|PL|SG|PR|TH|EEEE|RN|V|[SDGL90.,]|"[^"]*"|[\s\S])/i;

export function numberFormat(format: string): NumberFormat | undefined {
  let [fill, point, suffix] = [true, false, ''];
  let sign: NumberFormat['sign'] = 'before';
  const [whole, decimals]: [string[], string[]] = [[], []];
  let [shift, shifting] = [0, false];
  for (let rest = format; rest !== '';) {
    const token = patterns.exec(rest)![0];
    rest = rest.slice(token.length);
    const upper = token.toUpperCase();
    const started = whole.some((each) => each === '9' || each === '0') || point;
    switch (upper) {
      case 'FM':
        fill = false;
        break;
      case '9':
      case '0':
        (point ? decimals : whole).push(upper);
        if (shifting) shift += 1;
        break;
      case '.':
      case 'D':
        point = true;
        break;
      case ',':
      case 'G':
        whole.push(',');
        break;
      case 'S':
        sign = started ? 'trailing' : 'leading';
        break;
      case 'MI':
      case 'SG':
        sign = upper === 'SG' ? (started ? 'trailing' : 'first') : started ? 'minus' : 'minusLeading';
        break;
      case 'PR':
        sign = 'brackets';
        break;
      case 'TH':
        suffix = token;
        break;
      case 'V':
        shifting = true;
        break;
      case 'PL':
        if (started) return undefined;
        sign = 'plusFirst';
        break;
      case 'EEEE':
      case 'RN':
        return undefined;
      case 'L':
        (point ? decimals : whole).push(' ');
        break;
      default:
        (point ? decimals : whole).push(token.startsWith('"') ? token.slice(1, -1) : token);
    }
  }
  return { whole, decimals, point, fill, sign, ordinal: suffix, shift };
}

const isPlace = (token: string): boolean => token === '9' || token === '0';

/** How many digit places there are, and how many of them, from the right, always show a digit. */
function places(format: NumberFormat): { readonly count: number; readonly forced: number } {
  const digits = format.whole.filter(isPlace);
  const firstZero = digits.indexOf('0');
  return { count: digits.length, forced: firstZero < 0 ? 0 : digits.length - firstZero };
}

// Where the number begins: the sign goes there, behind blanks and texts.
const start = '\u0000';

/** TO_CHAR of a number; undefined where the format has what is not supported. */
export function numberToChar(value: Numeric, format: string): string | undefined {
  if (/^(FM)?RN$/i.test(format)) return roman(value, format);
  if (/EEEE$/i.test(format)) return scientific(value, format);
  const parsed = numberFormat(format);
  if (!parsed) return undefined;
  const shifted = parsed.shift > 0 ? { ...value, digits: value.digits * 10n ** BigInt(parsed.shift) } : value;
  const scale = parsed.decimals.filter(isPlace).length;
  const rounded = roundNumeric(shifted, scale);
  const negative = compareNumeric(rounded, numeric(0n)) < 0;
  const [wholeDigits = '', fraction = ''] = printNumeric(rounded).replace('-', '').split('.');
  const significant = wholeDigits === '0' ? '' : wholeDigits;
  const { count, forced } = places(parsed);
  const overflow = significant.length > count;
  // Without filling, 0.00 is 0. but .00 where the format holds zeros behind the point.
  const nothing = !parsed.fill && !parsed.decimals.includes('0') && /^0*$/.test(fraction);
  const shown = Math.max(significant.length, forced, scale === 0 || nothing ? 1 : 0);
  const body = wholeText(parsed, wholeDigits.padStart(count, '0'), Math.min(shown, count), count, overflow);
  const tail = decimalsText(parsed, fraction, overflow);
  return signed(parsed, body + tail, negative, significant === '' ? 0 : Number(significant.slice(-3)));
}

function scientific(value: Numeric, format: string): string {
  const decimals = /[.D]([90]*)EEEE$/i.exec(format)?.[1]?.length ?? 0;
  const [mantissa = '', exponent = ''] = Number(printNumeric(value)).toExponential(decimals).split('e');
  const shown = `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  return shown.startsWith('-') || /^FM/i.test(format) ? shown : ` ${shown}`;
}

function roman(value: Numeric, format: string): string {
  const number = Number(printNumeric(roundNumeric(value, 0)));
  if (number < 1 || number > 3999) return '#'.repeat(15);
  const parts: readonly (readonly [number, string])[] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  let [rest, text] = [number, ''];
  for (const [size, letters] of parts) {
    while (rest >= size) {
      text += letters;
      rest -= size;
    }
  }
  const shown = /rn$/.test(format) ? text.toLowerCase() : text;
  return /^FM/i.test(format) ? shown : shown.padStart(15);
}

function wholeText(
  format: NumberFormat,
  digits: string,
  shown: number,
  count: number,
  overflow: boolean,
): string {
  let at = 0;
  let begun = false;
  const text = format.whole
    .map((token) => {
      const visible = overflow || at >= count - shown;
      if (isPlace(token)) {
        at += 1;
        if (!visible) return format.fill ? ' ' : '';
        const mark = begun ? '' : start;
        begun = true;
        return mark + (overflow ? '#' : digits[digits.length - count + at - 1]!);
      }
      if (token !== ',') return token;
      return at > count - shown || overflow ? ',' : format.fill ? ' ' : '';
    })
    .join('');
  return begun ? text : text + start;
}

function decimalsText(format: NumberFormat, fraction: string, overflow: boolean): string {
  if (!format.point) return '';
  let at = 0;
  const text = format.decimals
    .map((token) => {
      if (!isPlace(token)) return token;
      at += 1;
      return overflow ? '#' : (fraction[at - 1] ?? '0');
    })
    .join('');
  if (format.fill) return `.${text}`;
  if (text === '') return '';
  // Without filling, zeros at the end go, but for those that a 0 of the format holds.
  const held = format.decimals.filter(isPlace).lastIndexOf('0') + 1;
  let end = text.length;
  while (end > held && text[end - 1] === '0') end -= 1;
  return `.${text.slice(0, end)}`;
}

function signed(format: NumberFormat, body: string, negative: boolean, last: number): string {
  const suffix = format.ordinal === '' || negative ? '' : cased(ordinal(last), format.ordinal);
  const blank = format.fill ? ' ' : '';
  const sign = (text: string): string => body.replace(start, text) + suffix;
  switch (format.sign) {
    case 'leading':
      return sign(negative ? '-' : '+');
    case 'first':
      return `${negative ? '-' : '+'}${sign('')}`;
    case 'trailing':
      return `${sign('')}${negative ? '-' : '+'}`;
    case 'minus':
      return `${sign('')}${negative ? '-' : blank}`;
    case 'minusLeading':
      return `${negative ? '-' : blank}${sign('')}`;
    case 'plusFirst':
      return `${negative ? blank : '+'}${sign(negative ? '-' : blank)}`;
    case 'brackets':
      return negative ? `${sign('<')}>` : `${sign(blank)}${blank}`;
    case 'before':
      return sign(negative ? '-' : blank);
  }
}

const cased = (text: string, like: string): string => (like === 'TH' ? text.toUpperCase() : text);

/** TO_CHAR of a number (not NULL) by a constant format; undefined where the format has what only constants support. */
export function lowerNumberToChar(
  value: MongoExpression,
  format: string,
  context: LoweringContext,
): MongoExpression | undefined {
  const parsed = numberFormat(format);
  const simple = parsed && parsed.shift === 0 && parsed.ordinal === '' && parsed.sign === 'before';
  if (!parsed || !simple || !(parsed.fill || !parsed.point)) return undefined;
  const scale = parsed.decimals.filter(isPlace).length;
  const { count, forced } = places(parsed);
  return bind(context, [roundDecimal(context, { $toDecimal: value }, scale)], (rounded) =>
    // Adding 10^count makes every digit place show; the first digit is cut off.
    bind(
      context,
      [{ $abs: rounded }, { $toString: { $toLong: { $trunc: { $abs: rounded } } } }],
      (size, digits) =>
        bind(
          context,
          [cond({ $lt: [size, 1] }, 0, { $strLenCP: digits }), { $concat: ['0'.repeat(count), digits] }],
          (significant, padded) =>
            bind(context, [{ $max: [significant, Math.max(forced, scale === 0 ? 1 : 0)] }], (shown) => {
              const length = { $strLenCP: padded };
              const digitAt = (place: number): MongoExpression => ({
                $substrCP: [padded, { $subtract: [length, count - place] }, 1],
              });
              let at = 0;
              const blank = parsed.fill ? ' ' : '';
              // The sign stands before the first digit: behind the blanks.
              const minus = cond({ $lt: [rounded, 0] }, '-', blank);
              const blanks: MongoExpression[] = [];
              const figures: MongoExpression[] = [];
              for (const token of parsed.whole) {
                const unseen = { $lt: [shown, count - at + (token === ',' ? 1 : 0)] };
                if (isPlace(token)) {
                  const place = at;
                  const unseen = { $lt: [shown, count - place] };
                  blanks.push(cond(unseen, blank, ''));
                  figures.push(cond(unseen, '', digitAt(place)));
                  at += 1;
                } else if (token === ',') {
                  blanks.push(cond(unseen, blank, ''));
                  figures.push(cond(unseen, '', ','));
                } else figures.push(token);
              }
              const text: MongoExpression = {
                $concat: [...blanks, minus, ...figures, ...decimalPart(size, scale, parsed, context)],
              };
              const digitsHidden = parsed.whole.map((token) => (isPlace(token) ? '#' : token)).join('');
              const hidden = digitsHidden + (parsed.point ? `.${'#'.repeat(scale)}` : '');
              return cond({ $gt: [significant, count] }, { $concat: [minus, hidden] }, text);
            }),
        ),
    ),
  );
}

function decimalPart(
  size: MongoExpression,
  scale: number,
  format: NumberFormat,
  context: LoweringContext,
): readonly MongoExpression[] {
  if (!format.point) return [];
  if (scale === 0) return ['.'];
  const fraction = { $toLong: { $multiply: [{ $mod: [size, 1] }, 10 ** scale] } };
  return [
    '.',
    bind(context, [{ $toString: { $add: [fraction, 10 ** scale] } }], (digits) => ({
      $substrCP: [digits, 1, scale],
    })),
  ];
}
