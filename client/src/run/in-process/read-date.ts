import { calendarOf, timeOf } from './calendar.ts';

/** The parts that a format's marks stand for, as regular expressions. */
const marks: Readonly<Record<string, string>> = {
  ...{ Y: '(?<year>\\d{4})', m: '(?<month>\\d{1,2})', d: '(?<day>\\d{1,2})' },
  ...{ H: '(?<hour>\\d{1,2})', M: '(?<minute>\\d{1,2})', S: '(?<second>\\d{1,2})' },
  ...{ L: '(?<fraction>\\d{1,3})', '%': '%' },
};

const iso =
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ](?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:\.(?<fraction>\d+))?)?)?\s*(?<zone>Z|[+-]\d\d(?::?\d\d)?)?$/i;

const byFormat = (format: string): RegExp => {
  const pattern = format.replace(/%(.)|[.*+?^${}()|[\]\\]/g, (whole, mark?: string) =>
    mark === undefined ? `\\${whole}` : (marks[mark] ?? mark),
  );
  return new RegExp(`^${pattern}$`);
};

/** A text as a date: ISO 8601 with a blank for the T, or by a format of the marks above. Throws where it is none. */
export function readDate(text: string, format?: string): Date {
  const parts = (format === undefined ? iso : byFormat(format)).exec(text)?.groups;
  if (!parts) throw new TypeError(`'${text}' is no date`);
  const number = (name: string, otherwise: number) => Number(parts[name] ?? otherwise);
  const given = {
    ...{ year: number('year', 1970), month: number('month', 1), day: number('day', 1) },
    ...{ hour: number('hour', 0), minute: number('minute', 0), second: number('second', 0) },
    millisecond: Number((parts['fraction'] ?? '').slice(0, 3).padEnd(3, '0')),
  };
  const time = timeOf(given);
  const read = calendarOf(time);
  // What carries over into the next day or month was no date.
  const isSame = (['month', 'day', 'hour', 'minute', 'second'] as const).every(
    (name) => read[name] === given[name],
  );
  if (!isSame) throw new TypeError(`'${text}' is no date`);
  return new Date(time - offsetOf(parts['zone']));
}

function offsetOf(zone = 'Z'): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (hours === undefined) return 0;
  return (sign === '-' ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}
