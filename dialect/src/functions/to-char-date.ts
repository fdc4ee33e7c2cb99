import { cond, literal } from './expression.ts';
import type { SqlType } from '../catalog/types.ts';
import type { MongoExpression } from './function-row.ts';
import { dayOfYear, isoWeek } from './evaluate-datetime-field.ts';
import { cased, dateFormatPieces, lowerOrdinal, ordinal, romans } from './date-format.ts';
import type { Piece } from './date-format.ts';
import { msPerDay } from './values.ts';

// TO_CHAR over dates: each pattern knows its text in JavaScript and its expression.

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A number or name behind a pattern: what it is and how wide it is padded. */
interface Part {
  readonly value: number | string;
  readonly width: number;
}

const zoneName = (like: string, { name }: SqlType): string =>
  name === 'timestamp' || name === 'unknown' ? '' : cased('UTC', like);

function partOf(name: string, date: Date, type: SqlType): Part {
  const upper = name.toUpperCase();
  const number = (value: number, width: number): Part => ({ value, width });
  const word = (value: string, width = 0): Part => ({ value, width });
  const year = date.getUTCFullYear();
  const shownYear = year > 0 ? year : 1 - year;
  const iso = isoWeek(date);
  const hours = date.getUTCHours();
  const ms = date.getUTCMilliseconds();
  switch (upper) {
    case 'YYYY':
      return number(shownYear, 4);
    case 'YYY':
      return number(shownYear % 1000, 3);
    case 'YY':
      return number(shownYear % 100, 2);
    case 'Y':
      return number(shownYear % 10, 1);
    case 'Y,YYY':
      return word(`${Math.floor(shownYear / 1000)},${String(shownYear % 1000).padStart(3, '0')}`);
    case 'IYYY':
      return number(iso.year, 4);
    case 'IYY':
      return number(iso.year % 1000, 3);
    case 'IY':
      return number(iso.year % 100, 2);
    case 'I':
      return number(iso.year % 10, 1);
    case 'MM':
      return number(date.getUTCMonth() + 1, 2);
    case 'MONTH':
      return word(cased(monthNames[date.getUTCMonth()]!, name), 9);
    case 'MON':
      return word(cased(monthNames[date.getUTCMonth()]!.slice(0, 3), name));
    case 'RM':
      return word(cased(romans[date.getUTCMonth()]!, name === 'rm' ? 'rm' : 'RM'), 4);
    case 'DAY':
      return word(cased(dayNames[date.getUTCDay()]!, name), 9);
    case 'DY':
      return word(cased(dayNames[date.getUTCDay()]!.slice(0, 3), name));
    case 'DDD':
      return number(dayOfYear(date), 3);
    case 'DD':
      return number(date.getUTCDate(), 2);
    case 'D':
      return number(date.getUTCDay() + 1, 1);
    case 'ID':
      return number(date.getUTCDay() || 7, 1);
    case 'IDDD':
      return number((iso.week - 1) * 7 + (date.getUTCDay() || 7), 3);
    case 'IW':
      return number(iso.week, 2);
    case 'WW':
      return number(Math.floor((dayOfYear(date) - 1) / 7) + 1, 2);
    case 'W':
      return number(Math.floor((date.getUTCDate() - 1) / 7) + 1, 1);
    case 'Q':
      return number(Math.floor(date.getUTCMonth() / 3) + 1, 1);
    case 'CC':
      return number(Math.floor((year + 99) / 100), 2);
    case 'J':
      return number(Math.floor(date.getTime() / msPerDay) + 2_440_588, 1);
    case 'HH24':
      return number(hours, 2);
    case 'HH12':
    case 'HH':
      return number(hours % 12 === 0 ? 12 : hours % 12, 2);
    case 'MI':
      return number(date.getUTCMinutes(), 2);
    case 'SS':
      return number(date.getUTCSeconds(), 2);
    case 'SSSS':
    case 'SSSSS':
      return number(hours * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds(), 1);
    case 'MS':
      return number(ms, 3);
    case 'US':
      return number(ms * 1000, 6);
    case 'AM':
    case 'PM':
      return word(cased(hours < 12 ? 'AM' : 'PM', name));
    case 'A.M.':
    case 'P.M.':
      return word(cased(hours < 12 ? 'A.M.' : 'P.M.', name));
    case 'BC':
    case 'AD':
      return word(cased(year > 0 ? 'AD' : 'BC', name));
    case 'B.C.':
    case 'A.D.':
      return word(cased(year > 0 ? 'A.D.' : 'B.C.', name));
    case 'TZ':
      return word(zoneName(name, type));
    case 'OF':
    case 'TZH':
      return word('+00');
    case 'TZM':
      return word('00');
    default:
      // FF1 to FF6
      return word(
        String(ms * 1000)
          .padStart(6, '0')
          .slice(0, Number(upper.at(-1))),
      );
  }
}

/** TO_CHAR of a date that is not NULL. Only an instant is in a zone. */
export function dateToChar(date: Date, format: string, type: SqlType): string {
  return dateFormatPieces(format)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const part = partOf(piece.name, date, type);
      if (typeof part.value === 'string') return piece.fill ? part.value.padEnd(part.width) : part.value;
      const digits = String(part.value);
      const shown = piece.fill ? digits.padStart(part.width, '0') : digits;
      const suffix = piece.suffix === '' ? '' : cased(ordinal(part.value), piece.suffix);
      return shown + suffix;
    })
    .join('');
}

const listed = (names: readonly string[], index: MongoExpression): MongoExpression => ({
  $arrayElemAt: [literal(names), index],
});

const direct: Readonly<Record<string, string>> = {
  YYYY: '%Y',
  IYYY: '%G',
  MM: '%m',
  DD: '%d',
  DDD: '%j',
  HH24: '%H',
  MI: '%M',
  SS: '%S',
  MS: '%L',
  IW: '%V',
  ID: '%u',
};

function numberOf(upper: string, date: MongoExpression): readonly [MongoExpression, number] | undefined {
  const year = { $year: date };
  const int = (value: MongoExpression): MongoExpression => ({ $toInt: value });
  switch (upper) {
    case 'YYYY':
      return [year, 4];
    case 'YYY':
      return [int({ $mod: [year, 1000] }), 3];
    case 'YY':
      return [int({ $mod: [year, 100] }), 2];
    case 'Y':
      return [int({ $mod: [year, 10] }), 1];
    case 'IYYY':
      return [{ $isoWeekYear: date }, 4];
    case 'IYY':
      return [int({ $mod: [{ $isoWeekYear: date }, 1000] }), 3];
    case 'IY':
      return [int({ $mod: [{ $isoWeekYear: date }, 100] }), 2];
    case 'I':
      return [int({ $mod: [{ $isoWeekYear: date }, 10] }), 1];
    case 'IDDD': {
      const weeks = { $multiply: [{ $subtract: [{ $isoWeek: date }, 1] }, 7] };
      return [{ $add: [weeks, { $isoDayOfWeek: date }] }, 3];
    }
    case 'MM':
      return [{ $month: date }, 2];
    case 'DD':
      return [{ $dayOfMonth: date }, 2];
    case 'DDD':
      return [{ $dayOfYear: date }, 3];
    case 'D':
      return [{ $dayOfWeek: date }, 1];
    case 'ID':
      return [{ $isoDayOfWeek: date }, 1];
    case 'IW':
      return [{ $isoWeek: date }, 2];
    case 'WW':
      return [int({ $add: [{ $floor: { $divide: [{ $subtract: [{ $dayOfYear: date }, 1] }, 7] } }, 1] }), 2];
    case 'W':
      return [int({ $add: [{ $floor: { $divide: [{ $subtract: [{ $dayOfMonth: date }, 1] }, 7] } }, 1] }), 1];
    case 'Q':
      return [int({ $ceil: { $divide: [{ $month: date }, 3] } }), 1];
    case 'CC':
      return [int({ $floor: { $divide: [{ $add: [year, 99] }, 100] } }), 2];
    case 'J':
      return [int({ $add: [{ $floor: { $divide: [{ $toLong: date }, msPerDay] } }, 2_440_588] }), 1];
    case 'HH24':
      return [{ $hour: date }, 2];
    case 'HH12':
    case 'HH':
      return [int({ $add: [{ $mod: [{ $add: [{ $hour: date }, 11] }, 12] }, 1] }), 2];
    case 'MI':
      return [{ $minute: date }, 2];
    case 'SS':
      return [{ $second: date }, 2];
    case 'SSSS':
    case 'SSSSS':
      return [
        int({
          $divide: [
            {
              $dateDiff: { startDate: { $dateTrunc: { date, unit: 'day' } }, endDate: date, unit: 'second' },
            },
            1,
          ],
        }),
        1,
      ];
    case 'MS':
      return [{ $millisecond: date }, 3];
    case 'US':
      return [{ $multiply: [{ $millisecond: date }, 1000] }, 6];
    case 'FF1':
      return [int({ $divide: [{ $millisecond: date }, 100] }), 1];
    case 'FF2':
      return [int({ $divide: [{ $millisecond: date }, 10] }), 2];
    case 'FF3':
    case 'FF4':
    case 'FF5':
    case 'FF6': {
      const digits = Number(upper.at(-1));
      return [{ $multiply: [{ $millisecond: date }, 10 ** (digits - 3)] }, digits];
    }
    default:
      return undefined;
  }
}

function wordOf(
  name: string,
  fill: boolean,
  date: MongoExpression,
  type: SqlType,
): MongoExpression | undefined {
  const upper = name.toUpperCase();
  const padded = (names: readonly string[], width: number) =>
    names.map((each) => (fill ? cased(each, name).padEnd(width) : cased(each, name)));
  const month = { $subtract: [{ $month: date }, 1] };
  const day = { $subtract: [{ $dayOfWeek: date }, 1] };
  switch (upper) {
    case 'MONTH':
      return listed(padded(monthNames, 9), month);
    case 'MON':
      return listed(
        padded(
          monthNames.map((each) => each.slice(0, 3)),
          0,
        ),
        month,
      );
    case 'RM':
      return listed(padded(romans, 4), month);
    case 'DAY':
      return listed(padded(dayNames, 9), day);
    case 'DY':
      return listed(
        padded(
          dayNames.map((each) => each.slice(0, 3)),
          0,
        ),
        day,
      );
    case 'AM':
    case 'PM':
      return cond({ $lt: [{ $hour: date }, 12] }, cased('AM', name), cased('PM', name));
    case 'A.M.':
    case 'P.M.':
      return cond({ $lt: [{ $hour: date }, 12] }, cased('A.M.', name), cased('P.M.', name));
    case 'AD':
    case 'BC':
      return cond({ $gt: [{ $year: date }, 0] }, cased('AD', name), cased('BC', name));
    case 'A.D.':
    case 'B.C.':
      return cond({ $gt: [{ $year: date }, 0] }, cased('A.D.', name), cased('B.C.', name));
    case 'Y,YYY': {
      const thousands = { $toString: { $toInt: { $floor: { $divide: [{ $year: date }, 1000] } } } };
      const rest = { $toString: { $add: [{ $mod: [{ $year: date }, 1000] }, 1000] } };
      return { $concat: [thousands, ',', { $substrCP: [rest, 1, 3] }] };
    }
    case 'TZ':
      return zoneName(name, type);
    case 'OF':
    case 'TZH':
      return '+00';
    case 'TZM':
      return '00';
    default:
      return undefined;
  }
}

function lowerPiece(piece: Piece, date: MongoExpression, type: SqlType): MongoExpression | undefined {
  if (piece.kind === 'text') return literal(piece.text);
  const upper = piece.name.toUpperCase();
  if (piece.fill && piece.suffix === '' && direct[upper])
    return { $dateToString: { date, format: direct[upper] } };
  const number = numberOf(upper, date);
  if (!number) return wordOf(piece.name, piece.fill, date, type);
  const [value, width] = number;
  const digits: MongoExpression = { $toString: value };
  const shown: MongoExpression =
    piece.fill && width > 1
      ? { $substrCP: [{ $concat: ['0'.repeat(width), digits] }, { $strLenCP: digits }, width] }
      : digits;
  return piece.suffix === '' ? shown : { $concat: [shown, lowerOrdinal(value, piece.suffix)] };
}

/** TO_CHAR of a date by a constant format; undefined where a pattern cannot be lowered. NULL gives NULL. */
export function lowerDateToChar(
  date: MongoExpression,
  format: string,
  type: SqlType,
): MongoExpression | undefined {
  const pieces = dateFormatPieces(format);
  const simple = pieces.every(
    (piece) =>
      piece.kind === 'text' ||
      (piece.fill && piece.suffix === '' && direct[piece.name.toUpperCase()] !== undefined),
  );
  if (simple) {
    const text = pieces
      .map((piece) =>
        piece.kind === 'text' ? piece.text.replaceAll('%', '%%') : direct[piece.name.toUpperCase()]!,
      )
      .join('');
    return { $dateToString: { date, format: text } };
  }
  const parts = pieces.map((piece) => lowerPiece(piece, date, type));
  return parts.some((part) => part === undefined) ? undefined : { $concat: parts };
}
