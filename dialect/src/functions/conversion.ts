import { timeToMs } from './casts/datetime-text.ts';
import { makeInterval } from './casts/lower-interval.ts';
import { cond, hasType, literal } from './expression.ts';
import type { MongoExpression } from './function-row.ts';
import type { CallToLower, ScalarFunction } from './lowering.ts';
import { parseNumeric } from './numeric.ts';
import type { Numeric } from './numeric.ts';
import { signature } from './signature.ts';
import { dateToChar, lowerDateToChar } from './to-char-date.ts';
import { intervalToChar, lowerIntervalToChar } from './to-char-interval.ts';
import { lowerNumberToChar } from './number-format/lower-print.ts';
import { timeMs } from './operators/datetime.ts';
import { numberToChar } from './number-format/print.ts';
import { isInstant, isNumber, isOpen } from './type-rules.ts';
import { decimalType, interval, isInterval, SqlError, textType, typeOfValue } from './values.ts';

function lowerToChar({ args, it: [value], context }: CallToLower): MongoExpression {
  const format = args[1]?.constant;
  if (typeof format !== 'string') {
    context.refuse('The format of TO_CHAR must be a constant.');
    return literal(null);
  }
  const { type, likely } = args[0]!;
  if (format === '' && !isNumber(type)) return literal(null);
  const refused = (): MongoExpression => {
    context.refuse(`The format '${format}' has a pattern that works on constants only.`);
    return literal(null);
  };
  const kind = type.name === 'unknown' ? (likely ?? type) : type;
  if (kind.name === 'interval') return lowerIntervalToChar(value, format, context);
  if (type.name === 'time')
    return lowerIntervalToChar(makeInterval(context, 0, 0, timeMs(value, context)), format, context);
  const date = () => lowerDateToChar(value, format, type) ?? refused();
  const number = () => lowerNumberToChar(value, type, format, context);
  if (type.name !== 'unknown') return isInstant(type) ? date() : number();
  if (kind.name === 'text') context.refuse('TO_CHAR takes no text: cast it to a date, a time or a number.');
  // Only numbers have places of digits.
  const ofNumbers = isOpen(kind) ? /[90]|RN/i.test(format.replace(/"[^"]*"/g, '')) : isNumber(kind);
  return ofNumbers ? cond({ $isNumber: value }, number(), null) : cond(hasType(value, 'date'), date(), null);
}

/** The digits of a text at the places of a format; V counts the places behind it as decimals. */
function numberByFormat(text: string, format: string): Numeric | undefined {
  let [digits, at, decimals] = ['', 0, 0];
  let behind = false;
  for (const [token] of format.toUpperCase().matchAll(/FM|MI|PL|SG|PR|TH|V|[\s\S]/g)) {
    if (token === 'V') behind = true;
    if (!/^[90.DG,]$/.test(token)) continue;
    while (at < text.length && /[^\d.,]/.test(text[at]!)) at += 1;
    const char = text[at] ?? '';
    if (token === '9' || token === '0') {
      if (behind) decimals += 1;
      if (!/\d/.test(char)) continue;
      digits += char;
      at += 1;
    } else if (token === '.' || token === 'D') {
      if (char !== '.') continue;
      digits += '.';
      at += 1;
    } else if (char === ',') at += 1;
  }
  const number = parseNumeric(`${/[-<]/.test(text) ? '-' : ''}${digits}`);
  return number && decimals > 0 ? { ...number, scale: number.scale + decimals } : number;
}

export const conversionFunctions: readonly ScalarFunction[] = [
  {
    name: 'TO_CHAR',
    aliases: ['DATE_FORMAT'],
    category: 'conversion',
    documentation:
      'A date or a number as text by a format: YYYY-MM-DD HH24:MI:SS, Mon, Day, Q; 999,990.00, FM0000.',
    example: { sql: "TO_CHAR(DATE '2024-02-29', 'DD Mon YYYY')", result: '29 Feb 2024' },
    signatures: [signature('value any, format text', textType)],
    nulls: 'strict',
    mayBeNull: true,
    lower: lowerToChar,
    evaluate: ([value, format], { types }) => {
      if (format === '' && !isNumber(types[0]!)) return null;
      if (isInterval(value)) return intervalToChar(value, String(format));
      if (value instanceof Date) return dateToChar(value, String(format), types[0]!);
      if (types[0]!.name === 'time')
        return intervalToChar(interval(0, 0, timeToMs(String(value))), String(format));
      const type = isOpen(types[0]!) ? typeOfValue(value) : types[0]!;
      if (!isNumber(type)) throw new SqlError('TO_CHAR takes a date or a number');
      return numberToChar(value, type, String(format));
    },
  },
  {
    name: 'TO_NUMBER',
    category: 'conversion',
    documentation: 'The number that a text shows by a format such as 99G999D9S.',
    example: { sql: "TO_NUMBER('12,454.8-', '99G999D9S')", result: '-12454.8' },
    signatures: [signature('text, format text', decimalType)],
    nulls: 'strict',
    lower: ({ it: [value] }) => {
      const digits: MongoExpression = {
        $reduce: {
          input: { $regexFindAll: { input: value, regex: '[0-9.]' } },
          initialValue: '',
          in: { $concat: ['$$value', '$$this.match'] },
        },
      };
      const negative = { $regexMatch: { input: value, regex: '-|<' } };
      return { $toDecimal: { $concat: [cond(negative, '-', ''), digits] } };
    },
    evaluate: ([value, format]) => {
      const number = numberByFormat(String(value), String(format));
      if (!number) throw new SqlError(`'${String(value)}' is not a number`);
      return number;
    },
  },
];
