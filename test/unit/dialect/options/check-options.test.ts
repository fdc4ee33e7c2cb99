import assert from 'node:assert/strict';
import { checkOptions } from '../../../../dialect/src/options/index.ts';
import type { OptionContext, OptionInput } from '../../../../dialect/src/options/index.ts';

/** A list such as `maxPoolSize = '150', retryReads = 1` read as inputs: values are JSON with single quotes. */
function inputs(text: string): OptionInput[] {
  return [...text.matchAll(/(\w+) = ("[^"]*"|'[^']*'|\{.*?\}|\[.*?\]|[^,]+)/g)].map((match) => {
    const [, name = '', value = ''] = match;
    const start = match.index;
    const valueStart = start + name.length + 3;
    return {
      name,
      nameSpan: { start, end: start + name.length },
      value: value === '?' ? undefined : (JSON.parse(value.replaceAll("'", '"')) as unknown),
      valueSpan: { start: valueStart, end: valueStart + value.length },
    };
  });
}

/** Each problem as `code at: message`, then what each fix makes of the text. */
function check(text: string, context?: OptionContext): string[] {
  return checkOptions(inputs(text), context).flatMap(({ code, message, span, fixes = [] }) => [
    `${code} ${text.slice(span.start, span.end)}: ${message}`,
    ...fixes.map(({ changes: [change] }) =>
      change ? `→ ${text.slice(0, change.span.start)}${change.text}${text.slice(change.span.end)}` : '',
    ),
  ]);
}

describe('options: checkOptions', () => {
  it('finds nothing wrong with the right thing', () => {
    assert.deepEqual(
      check(
        "maxPoolSize = 150, minPoolSize = 10, readPreference = 'secondaryPreferred', readConcern = {'level': 'available'}, compressors = ['zstd', 'zlib'], retryWrites = true",
      ),
      [],
    );
  });

  it('takes documents in short and in full', () => {
    assert.deepEqual(check("readConcern = 'majority', writeConcern = 1, serverApi = '1'"), []);
    assert.deepEqual(check("writeConcern = {'w': 'majority', 'j': true, 'wtimeoutMS': 10000}"), []);
    assert.deepEqual(check("writeConcern = 'twoDataCentres', readPreference = {'mode': 'nearest'}"), []);
  });

  it('suggests the option that a mistyped name means', () => {
    assert.deepEqual(check('maxPoolsize = 5'), [
      'QL3001 maxPoolsize: There is no pool option named maxPoolsize (did you mean maxPoolSize?).',
      '→ maxPoolSize = 5',
    ]);
    assert.deepEqual(check('colour = 5'), ['QL3001 colour: There is no pool option named colour.']);
  });

  it('quotes the suggestion in a JSON_BUILD_OBJECT', () => {
    const [problem] = checkOptions(inputs('maxPoolsize = 50'), { form: 'object' });
    assert.equal(problem?.fixes?.[0]?.changes[0]?.text, "'maxPoolSize'");
  });

  it('takes a number out of quotes', () => {
    assert.deepEqual(check("maxPoolSize = '150'"), [
      "QL3002 '150': maxPoolSize takes a whole number, not the text '150': write 150.",
      '→ maxPoolSize = 150',
    ]);
    assert.deepEqual(check("maxIdleTimeMS = '5 min'").at(-1), '→ maxIdleTimeMS = 300000');
    assert.deepEqual(check("maxIdleTimeMS = '1.5s'").at(-1), '→ maxIdleTimeMS = 1500');
    assert.deepEqual(check("maxPoolSize = '5 min'"), [
      "QL3002 '5 min': maxPoolSize takes a whole number, not the text '5 min'.",
    ]);
  });

  it('wants whole numbers where halves mean nothing', () => {
    assert.deepEqual(check('maxPoolSize = 1.5'), [
      'QL3002 1.5: maxPoolSize takes a whole number, not the number 1.5.',
    ]);
  });

  it('wants true or false', () => {
    assert.deepEqual(check('retryReads = 1'), [
      'QL3002 1: retryReads takes true or false, not the number 1: write true.',
      '→ retryReads = true',
    ]);
    assert.deepEqual(check('retryReads = null'), ['QL3002 null: retryReads takes true or false, not NULL.']);
  });

  it('keeps numbers in their range', () => {
    assert.deepEqual(check('maxConnecting = 0'), ['QL3003 0: maxConnecting must be at least 1, not 0.']);
    assert.deepEqual(check('zlibCompressionLevel = 12'), [
      'QL3003 12: zlibCompressionLevel must be from 0 to 9, not 12.',
    ]);
  });

  it('lists the words there are and offers the nearest', () => {
    assert.deepEqual(check("readConcernLevel = 'Majority'"), [
      "QL3004 'Majority': readConcernLevel takes local, available, majority, linearizable or snapshot, not 'Majority' (did you mean majority?).",
      "→ readConcernLevel = 'majority'",
    ]);
    assert.match(check("compressors = ['zstd', 'lz4']").join(), /^QL3004 .* not 'lz4'/);
  });

  it('looks into documents', () => {
    assert.deepEqual(check("readConcern = {'level': 'strong'}"), [
      "QL3004 {'level': 'strong'}: readConcern.level takes local, available, majority, linearizable or snapshot, not 'strong'.",
    ]);
    assert.deepEqual(check("writeConcern = {'ww': 1}"), [
      "QL3012 {'ww': 1}: writeConcern has no field ww (did you mean w?).",
    ]);
    assert.deepEqual(check('readPreference = {}'), [
      'QL3013 {}: readPreference needs the field mode: add it.',
    ]);
  });

  it('stands at the token inside a document where its place is given', () => {
    const [problem] = checkOptions([
      {
        name: 'readConcern',
        nameSpan: { start: 0, end: 11 },
        value: { level: 'majorty' },
        valueSpan: { start: 14, end: 60 },
        fields: [
          {
            name: 'level',
            nameSpan: { start: 32, end: 39 },
            value: 'majorty',
            valueSpan: { start: 41, end: 50 },
          },
        ],
      },
    ]);
    assert.deepEqual(problem?.span, { start: 41, end: 50 });
    assert.deepEqual(problem.fixes?.[0]?.changes, [{ span: { start: 41, end: 50 }, text: "'majority'" }]);
  });

  it('finds an option that is set twice, and takes the second out', () => {
    assert.deepEqual(check('maxPoolSize = 10, minPoolSize = 1, maxPoolSize = 20'), [
      'QL3005 maxPoolSize: maxPoolSize is set twice: keep one of them.',
      '→ maxPoolSize = 10, minPoolSize = 1',
    ]);
  });

  it('compares the sizes as written, as set now and by default', () => {
    assert.deepEqual(check('maxPoolSize = 5, minPoolSize = 10'), [
      'QL3006 10: minPoolSize is 10, more than maxPoolSize, which is 5: lower minPoolSize or raise maxPoolSize.',
      '→ maxPoolSize = 5, minPoolSize = 5',
    ]);
    assert.deepEqual(check('maxPoolSize = 3'), [], 'the default of minPoolSize gives way');
    assert.deepEqual(
      check('maxPoolSize = 3', { existing: { minPoolSize: 5 } }),
      [],
      'also where it is in force',
    );
    assert.deepEqual(check('maxPoolSize = 20', { existing: { minPoolSize: 30 } }), [
      'QL3006 20: minPoolSize is 30 as it is set now, more than maxPoolSize, which is 20: lower minPoolSize or raise maxPoolSize.',
      '→ maxPoolSize = 20, minPoolSize = 20',
    ]);
    assert.deepEqual(check('minPoolSize = 200'), [
      'QL3006 200: minPoolSize is 200, more than maxPoolSize, which is 100 by default: lower minPoolSize or raise maxPoolSize.',
      '→ minPoolSize = 200, maxPoolSize = 200',
    ]);
    assert.deepEqual(check('maxPoolSize = 0, minPoolSize = 10'), [], '0 is no limit');
  });

  it('refuses secrets without repeating them', () => {
    const [message = ''] = check("tlsCertificateKeyFilePassword = 'hunter2'");
    assert.match(message, /^QL3007 /);
    assert.doesNotMatch(message, /hunter2/);
  });

  it('says why an option cannot be set', () => {
    assert.deepEqual(check('pkFactory = 1'), [
      'QL3008 pkFactory: pkFactory cannot be set in SQL: its value is a function; INSERT may give _id itself.',
    ]);
  });

  it('finds options that exclude each other', () => {
    assert.deepEqual(check("readPreference = 'primary', maxStalenessSeconds = 120"), [
      'QL3009 maxStalenessSeconds: maxStalenessSeconds cannot be used with readPreference: reads from the primary leave no choice of a server.',
    ]);
    assert.deepEqual(check("readPreference = 'secondary', maxStalenessSeconds = 120"), []);
    assert.deepEqual(
      check('maxStalenessSeconds = 120', { existing: { readPreference: 'primary' } }).length,
      1,
    );
  });

  it('misses an option that another needs', () => {
    assert.deepEqual(check('proxyPort = 1080'), [
      'QL3010 proxyPort: proxyPort needs proxyHost: set it too, or remove proxyPort.',
    ]);
    assert.deepEqual(check("proxyPort = 1080, proxyHost = 'localhost'"), []);
  });

  it('hints at what is deprecated', () => {
    assert.deepEqual(check("w = 'majority'"), ['QL3011 w: w is deprecated: write writeConcern instead.']);
  });

  it('leaves alone what is known at run time only', () => {
    assert.deepEqual(check('maxPoolSize = ?'), []);
  });
});
