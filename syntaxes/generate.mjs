// The TextMate grammar from the tables of the dialect: keywords, marks, functions, pool options.
// `node syntaxes/generate.mjs` writes qlsql.tmLanguage.json; a unit test tells when it is old.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { keywords } from '../dialect/src/text/keywords.ts';
import { marks } from '../dialect/src/text/tokens.ts';

export const grammarFile = path.join(import.meta.dirname, 'qlsql.tmLanguage.json');

const constants = ['TRUE', 'FALSE', 'NULL', 'UNKNOWN', 'MISSING', 'DEFAULT'];
const control = ['CASE', 'WHEN', 'THEN', 'ELSE', 'END'];
const wordOperators = [
  ...['ALL', 'AND', 'ANY', 'BETWEEN', 'COLLATE', 'EXISTS', 'ILIKE', 'IN', 'IS', 'ISNULL', 'LIKE', 'NOT'],
  ...['NOTNULL', 'OR', 'OVERLAPS', 'SIMILAR', 'SOME'],
];

/** Words that can name a column, in the company in which they cannot. */
const phrases = [
  'CURRENT ROW',
  'DO NOTHING',
  'NO OTHERS',
  'NULLS (?:FIRST|LAST)',
  'ROWS? ONLY',
  'UNBOUNDED (?:PRECEDING|FOLLOWING)',
  'WITH TIES',
].map((phrase) => phrase.replaceAll(' ', '\\s+'));

const word = '[A-Za-z_\\x{80}-\\x{10ffff}][\\w$\\x{80}-\\x{10ffff}]*';

/** The longer first, since the first that matches is taken. */
function anyOf(words) {
  return [...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join('|');
}

function words(list, ahead = '') {
  return `(?i)\\b(?:${anyOf(list)})\\b${ahead}`;
}

function escaped(mark) {
  return mark.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function quoted(mark, scope, inside = []) {
  return {
    name: scope,
    begin: mark,
    end: `${mark}(?!${mark})`,
    patterns: [{ name: escape, match: mark + mark }, ...inside],
  };
}

const escape = 'constant.character.escape.qlsql';
const placeholder = { name: 'constant.other.placeholder.qlsql', match: '\\{\\{\\s*\\w+\\s*\\}\\}' };

/** The names of functions and of options: they depend on much of the dialect, so they are read when asked for. */
async function names() {
  const { functions } = await import('../dialect/src/functions/index.ts');
  const { poolFunctions, usePoolFunction } = await import('../dialect/src/functions/pool-functions.ts');
  const { virtualTables } = await import('../dialect/src/catalog/virtual-tables.ts');
  const { poolOptions } = await import('../dialect/src/options/index.ts');
  return {
    functions: functions.map(({ name }) => name.toUpperCase()),
    pools: [...poolFunctions, usePoolFunction, ...virtualTables].map(({ name }) => name.toUpperCase()),
    // Those of one small word, such as `key`, are names of columns far more often.
    options: poolOptions.map(({ name }) => name).filter((name) => /[A-Z]/.test(name)),
  };
}

function keywordsOf(...categories) {
  const apart = new Set([...constants, ...control, ...wordOperators]);
  return Object.keys(keywords).filter((each) => categories.includes(keywords[each]) && !apart.has(each));
}

/** The grammar as an object. */
export async function grammar() {
  const { functions, pools, options } = await names();
  const operators = marks.filter((mark) => !['(', ')', '[', ']', ',', ';', '.', ':'].includes(mark));
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'QLSQL',
    scopeName: 'source.qlsql',
    patterns: [
      '#comments',
      '#strings',
      '#parameters',
      '#numbers',
      '#casts',
      '#members',
      '#pools',
      '#options',
      '#functions',
      '#words',
      '#marks',
    ].map((include) => ({ include })),
    repository: {
      comments: {
        patterns: [{ name: 'comment.line.double-dash.qlsql', match: '--.*$' }, { include: '#block' }],
      },
      block: {
        name: 'comment.block.qlsql',
        begin: '/\\*',
        end: '\\*/',
        patterns: [{ include: '#block' }],
      },
      strings: {
        patterns: [
          {
            name: 'string.quoted.single.escaped.qlsql',
            begin: "\\b[eE]'",
            end: "'(?!')",
            patterns: [{ name: escape, match: "''|\\\\(?:x\\h{1,2}|u\\h{4}|U\\h{8}|[0-7]{1,3}|.)" }],
          },
          quoted("'", 'string.quoted.single.qlsql', [placeholder]),
          {
            name: 'string.quoted.dollar.qlsql',
            begin: '(?<![\\w$])\\$([A-Za-z_]\\w*)?\\$',
            end: '\\$\\1\\$',
          },
          quoted('"', 'variable.other.quoted.double.qlsql'),
          quoted('`', 'variable.other.quoted.backtick.qlsql'),
        ],
      },
      parameters: {
        patterns: [
          { name: 'variable.other.session.qlsql', match: `@${word}` },
          { name: 'variable.parameter.qlsql', match: `\\$\\d+|(?<![:\\w\\])'"]):${word}` },
        ],
      },
      numbers: {
        name: 'constant.numeric.qlsql',
        match:
          '(?i)(?<![\\w$])(?:0x[\\h_]+|0o[0-7_]+|0b[01_]+|(?:\\d[\\d_]*(?:\\.[\\d_]*)?|\\.\\d[\\d_]*)(?:e[+-]?\\d+)?)\\b',
      },
      casts: {
        match: `(::)\\s*(${word})`,
        captures: { 1: { name: 'keyword.operator.qlsql' }, 2: { name: 'storage.type.qlsql' } },
      },
      members: {
        match: `(\\.)\\s*(?!\\d)(${word})`,
        captures: {
          1: { name: 'punctuation.accessor.qlsql' },
          2: { name: 'variable.other.member.qlsql' },
        },
      },
      pools: {
        match: `(?i)\\b(CONNECTION_POOL(?:_GROUP)?)\\s+(?!IF\\s|SET\\b|WITH\\b|ON\\b)(${word})`,
        captures: {
          1: { name: 'keyword.other.qlsql' },
          2: { name: 'entity.name.type.pool.qlsql' },
        },
      },
      options: {
        name: 'support.type.property-name.qlsql',
        match: `\\b(?:${anyOf(options)})\\b(?=\\s*=)`,
      },
      functions: {
        patterns: [
          { name: 'support.function.pool.qlsql', match: words(pools, '(?=\\s*\\()') },
          { name: 'support.function.qlsql', match: words(functions.concat(specialCalls()), '(?=\\s*\\()') },
          { name: 'support.function.qlsql', match: words(bareCalls()) },
        ],
      },
      words: {
        patterns: [
          { name: 'constant.language.qlsql', match: words(constants) },
          { name: 'keyword.control.qlsql', match: words(control) },
          { name: 'keyword.operator.word.qlsql', match: words(wordOperators) },
          { name: 'keyword.other.qlsql', match: words(phrases) },
          { name: 'keyword.other.qlsql', match: words(keywordsOf('reserved', 'joining')) },
          { name: 'storage.type.qlsql', match: words(keywordsOf('type'), '(?!\\s*[,=<>.])') },
          // What else can name a column is no keyword before an operator, a comma or the end of a list.
          {
            name: 'keyword.other.qlsql',
            match: words(keywordsOf('plain', 'function'), '(?!\\s*(?:[,=<>!+*/%|.)]|::|-(?!-)))'),
          },
          { name: 'entity.name.function.qlsql', match: `${word}(?=\\()` },
          { name: 'variable.other.qlsql', match: word },
        ],
      },
      marks: {
        patterns: [
          { name: 'keyword.operator.qlsql', match: operators.map(escaped).join('|') },
          { name: 'punctuation.terminator.statement.qlsql', match: ';' },
          { name: 'punctuation.separator.qlsql', match: ',' },
          { name: 'punctuation.accessor.qlsql', match: '\\.' },
        ],
      },
    },
  };
}

/** Keywords that are called like functions. */
function specialCalls() {
  return [
    'CAST',
    ...Object.keys(keywords).filter((each) => keywords[each] === 'function' && each !== 'VALUES'),
  ];
}

/** Functions without parentheses. */
function bareCalls() {
  return Object.keys(keywords).filter((each) =>
    /^(?:CURRENT|SESSION|LOCAL)_?(?:DATE|TIME|TIMESTAMP|USER|ROLE|CATALOG)$/.test(each),
  );
}

export async function grammarText() {
  return `${JSON.stringify(await grammar(), null, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) writeFileSync(grammarFile, await grammarText());
