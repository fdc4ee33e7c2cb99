import { combinations, differential } from './differential.ts';
import type { Case } from './differential.ts';

const dates = [
  null,
  '2024-02-29',
  '2023-12-31',
  '2000-01-01',
  '1999-03-01',
  '2021-01-03',
  '1970-01-01',
  '1900-11-30',
];
const timestamps = [
  null,
  '2024-02-29 23:59:59.987',
  '2023-12-31 00:00:00',
  '2001-01-01 12:30:05.5',
  '1999-03-31 10:00:00',
  '2020-01-05 06:07:08',
  '1969-12-31 23:00:00',
];
const intervals = [
  null,
  '0',
  '1 day',
  '-1 day',
  '1 month',
  '1 year 2 months 3 days 04:05:06.7',
  '-1 mon 5 days',
  '36:00:00',
  '-00:00:01',
  '3 mons -2 days +01:00',
  '25 hours',
];
const times = [null, '00:00:00', '05:06:07', '12:30:00.25', '23:59:59.999'];
const fields = [
  'microseconds',
  'milliseconds',
  'second',
  'minute',
  'hour',
  'day',
  'dow',
  'isodow',
  'doy',
  'week',
  'month',
  'quarter',
  'year',
  'isoyear',
  'decade',
  'century',
  'millennium',
  'epoch',
  'julian',
];
const timeFields = ['hour', 'minute', 'second', 'milliseconds', 'microseconds', 'epoch'];
const intervalFields = [...timeFields, 'day', 'month', 'year', 'decade', 'century', 'millennium'];
const units = [
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'decade',
  'century',
  'millennium',
];
const zones = ['UTC', 'America/New_York', 'Asia/Tokyo', 'Asia/Kolkata', 'Europe/Paris'];

const values: Readonly<Record<string, readonly (string | null)[]>> = {
  date: dates,
  timestamp: timestamps,
  timestamptz: timestamps,
  time: times,
  interval: intervals,
};

function extraction(type: string, names: readonly string[]): Case[] {
  return names.map((field) => ({
    what: 'EXTRACT',
    types: ['text', type],
    constant: [0],
    sql: `EXTRACT(${field} FROM c1)`,
    rows: combinations([field], values[type] ?? []),
  }));
}

differential('fields of dates', [
  ...extraction('timestamp', fields),
  ...extraction('date', fields.slice(5)),
  ...extraction('interval', intervalFields),
  ...extraction('time', timeFields),
  ...['second', 'year', 'epoch', 'doy'].map((field): Case => ({
    what: 'DATE_PART',
    types: ['text', 'timestamp'],
    constant: [0],
    rows: combinations([field], timestamps),
  })),
  {
    what: 'DATE_PART',
    types: ['text', 'timestamp'],
    rows: combinations(['year', 'month', 'second'], timestamps),
  },
]);

differential('cutting and shifting dates', [
  ...units.flatMap((unit): Case[] => [
    {
      what: 'DATE_TRUNC',
      types: ['text', 'timestamp'],
      constant: [0],
      rows: combinations([unit], timestamps),
    },
    { what: 'DATE_TRUNC', types: ['text', 'date'], constant: [0], rows: combinations([unit], dates) },
    ...(unit === 'week'
      ? []
      : [
          {
            what: 'DATE_TRUNC',
            types: ['text', 'interval'],
            constant: [0],
            rows: combinations([unit], intervals),
          },
        ]),
  ]),
  {
    what: 'DATE_TRUNC',
    types: ['text', 'timestamptz', 'text'],
    constant: [0, 2],
    rows: combinations(['day', 'month', 'hour'], timestamps, zones),
  },
  {
    what: 'DATE_TRUNC',
    types: ['text', 'timestamp'],
    rows: combinations(['day', 'month', 'century'], timestamps),
  },
  ...['date', 'timestamp', 'timestamptz'].flatMap((type): Case[] =>
    ['+', '-'].flatMap((what): Case[] => [
      { what, types: [type, 'interval'], rows: combinations(values[type] ?? [], intervals) },
      { what, types: [type, 'interval'], constant: [1], rows: combinations(values[type] ?? [], intervals) },
    ]),
  ),
  { what: '+', types: ['interval', 'timestamp'], rows: combinations(intervals, timestamps) },
  { what: '+', types: ['date', 'int'], rows: combinations(dates, [null, '0', '30', '-366']) },
  { what: '-', types: ['date', 'int'], rows: combinations(dates, [null, '0', '30', '-366']) },
  { what: '-', types: ['date', 'date'], rows: combinations(dates, dates) },
  { what: '-', types: ['timestamp', 'timestamp'], rows: combinations(timestamps, timestamps) },
  { what: '-', types: ['date', 'timestamp'], rows: combinations(dates, timestamps) },
  { what: '+', types: ['date', 'time'], rows: combinations(dates, times) },
  { what: '+', types: ['time', 'interval'], rows: combinations(times, intervals) },
  { what: '-', types: ['time', 'interval'], rows: combinations(times, intervals) },
  { what: '-', types: ['time', 'time'], rows: combinations(times, times) },
  { what: 'AGE', types: ['timestamp', 'timestamp'], rows: combinations(timestamps, timestamps) },
  { what: 'AGE', types: ['date', 'date'], rows: combinations(dates, dates) },
  {
    what: 'DATE_BIN',
    types: ['interval', 'timestamp', 'timestamp'],
    constant: [0],
    rows: combinations(['15 minutes', '7 days', '1 hour 5 minutes'], timestamps, [
      '2001-01-01',
      '2020-02-02 03:04:05',
    ]),
  },
  { what: 'TIMEZONE', types: ['text', 'timestamptz'], constant: [0], rows: combinations(zones, timestamps) },
  { what: 'TIMEZONE', types: ['text', 'timestamp'], constant: [0], rows: combinations(zones, timestamps) },
  {
    what: 'OVERLAPS',
    types: ['date', 'date', 'date', 'date'],
    sql: '($1, $2) OVERLAPS ($3, $4)',
    rows: combinations(
      ['2024-01-01', '2024-03-01'],
      ['2024-02-01', '2024-03-01'],
      ['2023-12-31', '2024-02-01'],
      ['2024-01-01', '2024-05-05'],
    ),
  },
  {
    what: 'OVERLAPS',
    types: ['timestamp', 'interval', 'timestamp', 'interval'],
    sql: '($1, $2) OVERLAPS ($3, $4)',
    rows: combinations(
      ['2024-01-01', '2024-03-01'],
      ['1 day', '2 months'],
      ['2023-12-31', '2024-02-01'],
      ['1 day', '-40 days'],
    ),
  },
  {
    what: 'MAKE_DATE',
    types: ['int', 'int', 'int'],
    rows: combinations(['2024', '2023', null], ['2', '12', '13'], ['1', '29', '31']),
  },
  {
    what: 'MAKE_TIMESTAMP',
    types: ['int', 'int', 'int', 'int', 'int', 'float8'],
    rows: combinations(['2024'], ['2'], ['29', '30'], ['0', '23'], ['59'], ['0', '5.25', null]),
  },
  {
    what: 'MAKE_TIME',
    types: ['int', 'int', 'float8'],
    rows: combinations(['0', '23'], ['5', '59'], ['0', '5.25', null]),
  },
  {
    what: 'MAKE_INTERVAL',
    types: ['int', 'int', 'int', 'int', 'int', 'int', 'float8'],
    rows: combinations(['0', '1'], ['3'], ['0', '2'], ['-4'], ['5'], ['0', '90'], ['0', '1.5']),
  },
  {
    what: 'TO_TIMESTAMP',
    types: ['float8'],
    rows: combinations([null, '0', '1709202605', '1709202605.25', '-1.5']),
  },
]);

differential('intervals', [
  ...['+', '-'].map((what): Case => ({
    what,
    types: ['interval', 'interval'],
    rows: combinations(intervals, intervals),
  })),
  ...['=', '<>', '<', '<=', '>', '>='].map((what): Case => ({
    what,
    types: ['interval', 'interval'],
    rows: combinations([...intervals, '30 days', '24:00:00'], ['1 month', '1 day', '30 days', null]),
  })),
  {
    what: '*',
    types: ['interval', 'float8'],
    rows: combinations(intervals, ['2', '-1', '0.5', '1.5', null]),
  },
  { what: '*', types: ['interval', 'int'], rows: combinations(intervals, ['4', '-1', '0']) },
  { what: '/', types: ['interval', 'float8'], rows: combinations(intervals, ['2', '-4', '0.5', '3', null]) },
  { what: '-', types: ['interval'], rows: combinations(intervals) },
  ...['JUSTIFY_HOURS', 'JUSTIFY_DAYS', 'JUSTIFY_INTERVAL'].map((what): Case => ({
    what,
    types: ['interval'],
    rows: combinations([...intervals, '67 hours', '35 days', '1 mon -1 hour', '-67 hours 2 days']),
  })),
  { what: 'CAST', types: ['interval'], to: 'text', rows: combinations(intervals) },
  {
    what: 'CAST',
    types: ['text'],
    to: 'interval',
    rows: combinations([
      null,
      '7 d',
      '1 sec',
      '1 year 2 mons -3 days +04:05:06.7',
      '1 day',
      '02:03',
      '-02:03:04',
      '1 week',
      '10 ms',
      'abc',
      '90 minutes',
      '1 day 02:03:04',
    ]),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'interval',
    foldedOnly: true,
    rows: combinations([
      '1-2',
      '1 2:03:04',
      'P1Y2M3DT4H5M6S',
      '@ 5 hours ago',
      '1.5 months',
      '-1 +02:03',
      '4 centuries 1 decade',
      '2 weeks 1.5 days',
      '-P1Y',
    ]),
  },
]);

differential('dates and times as each other and as text', [
  ...['date', 'timestamp', 'timestamptz', 'time'].map((type): Case => ({
    what: 'CAST',
    types: [type],
    to: 'text',
    rows: combinations(values[type] ?? []),
  })),
  { what: 'CAST', types: ['timestamp'], to: 'date', rows: combinations(timestamps) },
  { what: 'CAST', types: ['timestamp'], to: 'time', rows: combinations(timestamps) },
  { what: 'CAST', types: ['date'], to: 'timestamp', rows: combinations(dates) },
  { what: 'CAST', types: ['interval'], to: 'time', rows: combinations(intervals) },
  { what: 'CAST', types: ['time'], to: 'interval', rows: combinations(times) },
  {
    what: 'CAST',
    types: ['text'],
    to: 'date',
    rows: combinations([null, '2024-02-29', '2024-02-29 10:00:00', '2023-02-29', 'abc', '']),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'timestamp',
    rows: combinations([
      null,
      '2024-02-29',
      '2024-02-29 10:00:00',
      '2024-02-29T10:00:00.25',
      '2023-02-29',
      'abc',
    ]),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'timestamp',
    foldedOnly: true,
    rows: combinations([
      'January 8, 1999',
      '1999-Jan-08',
      '19990108',
      'Jan 8 1999 04:05:06 PM',
      '1/8/1999',
      '99990108 040506',
      'J2451187',
      '0099-01-08 BC',
      '08-Jan-1999 4:05',
      'epoch',
      'Thu Jan 8 10:00 1998',
    ]),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'timestamptz',
    foldedOnly: true,
    rows: combinations([
      '2024-02-29 10:00+02',
      '2024-02-29 10:00:00-05:30',
      '2024-02-29T10:00Z',
      '2024-07-29 10:00 America/New_York',
      '2024-02-29 10:00 PST',
      '19970210 173201 America/New_York',
      '2001-01-01+11',
    ]),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'time',
    rows: combinations([null, '10:00:00', '10:00', '23:59:59.25', '25:00']),
  },
  {
    what: 'CAST',
    types: ['text'],
    to: 'time',
    foldedOnly: true,
    rows: combinations(['9:05 pm', '040506', '23:59:59.9999999', '12:00 AM']),
  },
  ...['=', '<', '>='].map((what): Case => ({
    what,
    types: ['date', 'timestamp'],
    rows: combinations(dates, timestamps),
  })),
  ...['=', '<', '>='].map((what): Case => ({
    what,
    types: ['time', 'time'],
    rows: combinations(times, times),
  })),
]);

const dateFormats = [
  'YYYY-MM-DD HH24:MI:SS',
  'YYYYMMDD',
  'DAY Day day DY Dy dy',
  'MONTH Month month MON Mon mon RM',
  'FMDay, FMMonth FMDD',
  'HH12:MI:SS AM',
  'YY Y IYYY IW ID',
  'DDD D WW W Q CC J',
  'Ddth DDTH',
  'MS US SSSS',
  'DDth "of" Month',
  'FMHH:FMMI p.m.',
  'Y,YYY',
  '100%',
];
const numberFormats = [
  '999',
  '0000',
  'FM0000',
  '9,999.99',
  '0.00',
  'FM9990',
  '99,99,999',
  '9990.0',
  'FM999,999',
];

differential('TO_CHAR, TO_DATE', [
  ...dateFormats.map((format): Case => ({
    what: 'TO_CHAR',
    types: ['timestamp', 'text'],
    constant: [1],
    rows: combinations(timestamps, [format]),
    ...(format === 'Y,YYY' ? { foldedOnly: true } : {}),
  })),
  ...numberFormats.map((format): Case => ({
    what: 'TO_CHAR',
    types: ['numeric', 'text'],
    constant: [1],
    rows: combinations(
      [null, '0', '1', '-1', '12.345', '-12.5', '999', '1234.5', '-123456.789', '0.5'],
      [format],
    ),
  })),
  ...[
    'FM999.99',
    'S999',
    '999S',
    '999MI',
    'SG99',
    '999PR',
    '999th',
    'FM9.90',
    'FM99.00',
    '99D9',
    '9G999',
    'RN',
    'FMRN',
    '9.99EEEE',
    'FM999.',
    'PL999',
    '"x"999',
  ].map((format): Case => ({
    what: 'TO_CHAR',
    types: ['numeric', 'text'],
    foldedOnly: true,
    rows: combinations(['0', '1', '-1', '12.345', '-12.5', '2'], [format]),
  })),
  {
    what: 'TO_DATE',
    types: ['text', 'text'],
    foldedOnly: true,
    rows: [
      ['25/06/2014', 'DD/MM/YYYY'],
      ['2014-177', 'YYYY-DDD'],
      ['05 Dec 2000', 'DD Mon YYYY'],
      ['3 4 21 01', 'W MM CC YY'],
      ['20240229', 'YYYYMMDD'],
      ['2024-02-30', 'YYYY-MM-DD'],
      ['March 5, 2021', 'Month DD, YYYY'],
      ['7-3-99', 'DD-MM-YY'],
      ['2020 10 3', 'IYYY IW ID'],
      ['2005426', 'YYYYWWD'],
      ['97/2/16', 'FMYYYY/FMMM/FMDD'],
    ],
  },
  {
    what: 'TO_DATE',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations([null, '29/02/2024', '01/12/1999'], ['DD/MM/YYYY']),
  },
  {
    what: 'TO_TIMESTAMP',
    types: ['text', 'text'],
    constant: [1],
    rows: combinations(['2020-03-17 05:27', null], ['YYYY-MM-DD HH24:MI']),
  },
  {
    what: 'TO_TIMESTAMP',
    types: ['text', 'text'],
    foldedOnly: true,
    rows: [
      ['05 Dec 2000 03:15 PM', 'DD Mon YYYY HH12:MI AM'],
      ['20240229103005', 'YYYYMMDDHH24MISS'],
      ['2011-12-18 11:38 +05', 'YYYY-MM-DD HH12:MI TZH'],
    ],
  },
  {
    what: 'TO_NUMBER',
    types: ['text', 'text'],
    constant: [1],
    rows: [
      ['12,454.8-', '99G999D9S'],
      ['-34', '99'],
      ['1.5', '9.9'],
    ],
  },
]);
