// The reference pages as Markdown, from the same rows that the checker, hover and the compiler read.
import { builtInRules } from '../../client/src/alerts/built-in-rules.ts';
import { informationTables } from '../../dialect/src/catalog/information-schema.ts';
import { virtualTables } from '../../dialect/src/catalog/virtual-tables.ts';
import { castType, castTypeNames, typeText } from '../../dialect/src/functions/casts/type-name.ts';
import { functions } from '../../dialect/src/functions/index.ts';
import { poolFunctions, usePoolFunction } from '../../dialect/src/functions/pool-functions.ts';
import {
  alertOptions,
  benchmarkOptions,
  describeDefault,
  describeRange,
  describeType,
  groupOptions,
  groupTypes,
  memberDefaults,
  memberNames,
  memberOptions,
  poolOptions,
  refusedOptions,
  sqlValue,
} from '../../dialect/src/options/index.ts';
import { statementRows } from '../../dialect/src/statements/index.ts';
import { lintRules } from '../../dialect/src/analysis/lint/lint-rules.ts';
import { clauseRows, operatorRows, typeRows } from '../../dialect/src/words/index.ts';
import { problemCatalog } from '../../dialect/src/problems/catalog.ts';

/** Where the pages lie, below the project's root. */
export const folder = 'docs/reference';

/** @returns {Record<string, string>} each page's text by its file name */
export function pages() {
  return {
    'statements.md': statements(),
    'options.md': options(),
    'functions.md': functionsPage(),
    'words.md': words(),
    'tables.md': tables(),
    'alerts.md': alerts(),
    'problems.md': problems(),
  };
}

const notice = '<!-- Written by `npm run reference` from the catalogues in dialect/src. -->';
const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;
const table = (heads, rows) => [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
const page = (...parts) => `${[notice, ...parts].join('\n\n')}\n`;
const code = (text) => `\`${text}\``;
const fence = (sql) => `\`\`\`sql\n${sql}\n\`\`\``;

const statementChapters = {
  query: 'Queries',
  write: 'Writing',
  collection: 'Collections, indexes and views',
  pool: 'Pools and groups',
  alert: 'Alerts',
  session: 'The session',
};

function statements() {
  const sections = Object.entries(statementChapters).flatMap(([chapter, title]) => [
    `## ${title}`,
    ...statementRows.filter((row) => row.chapter === chapter).map(statementSection),
  ]);
  return page(
    '# Statements',
    'Words in capitals stand as they are and may be written in any case; others stand for what they name. `[ … ]` may be left out, of `{ a | b }` one is written, and `[, …]` lets what stands before it come again behind a comma. Statements end with `;`.',
    ...sections,
  );
}

function statementSection({ name, also = [], synopsis, parts = {}, documentation, example }) {
  const own = Object.entries(parts).map(
    ([part, forms]) =>
      `where ${part} is${forms.length > 1 ? ' one of' : ''}\n\n${forms.map(indented).join('\n')}`,
  );
  return [
    `### ${name}`,
    ...(also.length > 0 ? [`Also ${also.map(code).join(', ')}.`] : []),
    documentation,
    `\`\`\`text\n${[synopsis, ...own].join('\n\n')}\n\`\`\``,
    fence(`${example};`),
  ].join('\n\n');
}

const indented = (text) => text.replaceAll(/^/gm, '  ');

const groups = {
  size: 'Size',
  timeouts: 'Timeouts',
  reliability: 'Reliability',
  routing: 'Routing',
  network: 'Network',
  security: 'Security',
  bson: 'Values',
  monitoring: 'Monitoring',
};

function options() {
  const sections = Object.entries(groups).flatMap(([group, title]) => {
    const rows = poolOptions.filter((option) => option.group === group);
    const open = rows.filter((option) => !option.secret);
    const secrets = rows.filter((option) => option.secret);
    return [
      `## ${title}`,
      table(
        ['option', 'takes', 'default', 'what it does'],
        open.map((option) => [code(option.name), takes(option), byDefault(option), meaning(option)]),
      ),
      ...open.flatMap((option) => fields(option)),
      ...(secrets.length ? [`Secret, and so set with the connection only: ${names(secrets)}.`] : []),
    ];
  });
  return page(
    '# Options of a pool',
    'What `CREATE CONNECTION_POOL … WITH (…)`, `ALTER CONNECTION_POOL … SET (…)` and `SET CONNECTION_POOL_OPTIONS` take. The defaults are the pool manager’s; an option without one is left to the connection or the driver.',
    ...sections,
    ...groupSections(),
    '## Benchmark',
    'What `BENCHMARK … WITH (…)` takes.',
    table(
      ['option', 'takes', 'default', 'what it does'],
      benchmarkOptions.map((option) => [
        code(option.name),
        takes(option),
        byDefault(option),
        option.documentation,
      ]),
    ),
    '## Refused',
    'Options of the driver that SQL text cannot set.',
    table(
      ['option', 'why'],
      refusedOptions.map(({ name, reason }) => [code(name), `${reason[0].toUpperCase()}${reason.slice(1)}.`]),
    ),
  );
}

/** What CREATE CONNECTION_POOL_GROUP takes beside the options of a pool, and what its members have. */
function groupSections() {
  const row = (option) => [code(option.name), takes(option), byDefault(option), meaning(option)];
  const heads = ['option', 'takes', 'default', 'what it does'];
  const common = groupOptions(undefined).filter((option) =>
    groupTypes.every((type) => groupOptions(type).some(({ name }) => name === option.name)),
  );
  const isCommon = ({ name }) => common.some((option) => option.name === name);
  return [
    '## Options of a group',
    '`CREATE CONNECTION_POOL_GROUP … WITH (…)` takes every option of a pool, which then holds for all pools of the group, and:',
    table(heads, common.map(row)),
    ...groupTypes.flatMap((type) => {
      const own = groupOptions(type).filter((option) => !isCommon(option));
      const named = memberNames(type);
      const members = named.length > 0 ? named : ['any'];
      return [
        `### ${type}`,
        table(heads, own.map(row)),
        'What its pools begin with:',
        table(
          ['member', 'options'],
          members.map((member) => [code(member), defaultsText(type, member)]),
        ),
      ];
    }),
    '### Members',
    'A member’s document takes every option of a pool, and:',
    table(heads, memberOptions.filter(({ group }) => group === 'group').map(row)),
  ];
}

const defaultsText = (type, member) =>
  Object.entries(memberDefaults(type, member))
    .map(([name, value]) => code(`${name} = ${sqlValue(value)}`))
    .join(', ');

const names = (rows) => rows.map(({ name }) => code(name)).join(', ');
const takes = ({ type }) => [describeType(type), describeRange(type)].filter(Boolean).join(', ');
const byDefault = (option) =>
  option.default === undefined
    ? describeDefault(option)
    : `${code(describeDefault(option))}${option.unit ? ` ${option.unit}` : ''}`;
const meaning = ({ documentation, deprecated, driver, group, link }) =>
  [
    documentation,
    deprecated && `Deprecated: write ${code(deprecated)}.`,
    driver === undefined && group !== 'group' && 'An option of the pool manager.',
    link && `[More](${link})`,
  ]
    .filter(Boolean)
    .join(' ');

function fields({ name, type }) {
  if (type.kind !== 'document') return [];
  const rows = type.fields.map((field) => [code(field.name), takes(field), field.documentation]);
  return [`The fields of ${code(name)}:`, table(['field', 'takes', 'what it says'], rows)];
}

const categories = {
  aggregate: 'Aggregates',
  window: 'Window functions',
  text: 'Text',
  number: 'Numbers',
  datetime: 'Dates and times',
  array: 'Arrays',
  document: 'Documents',
  conditional: 'Conditions',
  conversion: 'Conversion',
  system: 'System',
  table: 'Table functions',
};

function words() {
  const shown = ({ form, documentation, example }) => [
    code(form),
    documentation,
    example ? `${code(example.sql)} is ${code(example.result)}` : '',
  ];
  const types = Object.entries(typeRows).map(([name, { documentation, bson, example }]) => [
    castTypeNames.filter((each) => namesType(each, name)).join(', ') || 'type[]',
    documentation,
    bson,
    example ? `${code(example.sql)} is ${code(example.result)}` : '',
  ]);
  return page(
    '# Operators, clauses and types',
    'What hover says of the words and marks that are neither names nor functions.',
    '## Operators',
    table(['form', 'meaning', 'example'], operatorRows.map(shown)),
    '## Clauses',
    table(
      ['form', 'meaning'],
      clauseRows.map((each) => shown(each).slice(0, 2)),
    ),
    '## Types',
    table(['names', 'meaning', 'in documents', 'example'], types),
  );
}

/** Whether a name that a cast may use means a type of this kind. */
const namesType = (name, kind) => castType({ name, modifiers: [], arrayDimensions: 0 })?.name === kind;

function functionsPage() {
  const sections = Object.entries(categories).flatMap(([category, title]) => {
    const rows = functions
      .filter((each) => each.category === category)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return rows.length ? [`## ${title}`, ...rows.map(functionSection)] : [];
  });
  return page(
    '# Functions',
    'Every function of the dialect. Names may be written in any case.',
    '## Pools',
    'With no argument they speak of the pool of the current row of `CONNECTION_POOLS()` or, with no such FROM, of the session’s current pool; with a name, of that pool.',
    table(
      ['function', 'gives', 'unit', 'meaning', 'from'],
      poolFunctions.map((each) => [
        code(`${each.name}([pool])`),
        each.signatures[0].returnsText,
        each.unit,
        each.documentation,
        each.source,
      ]),
    ),
    functionSection(usePoolFunction),
    ...sections,
  );
}

function functionSection({ name, aliases, documentation, signatures, example, unit }) {
  const lines = signatures.map(
    ({ parameters, returnsText }) => `${name}(${parameters.map(parameter).join(', ')}) → ${returnsText}`,
  );
  return [
    `### ${name}`,
    fence([...new Set(lines)].join('\n')),
    documentation,
    ...(aliases?.length ? [`Also called ${aliases.map(code).join(', ')}.`] : []),
    ...(unit ? [`Unit: ${unit}.`] : []),
    ...(example ? [fence(`${example.sql}\n-- ${example.result}`)] : []),
  ].join('\n\n');
}

function parameter({ name, type, optional, variadic }) {
  const text = `${name} ${type === 'sameAsFirst' ? 'same' : type}${variadic ? ', …' : ''}`;
  return optional ? `[${text}]` : text;
}

function tables() {
  return page(
    '# Tables that are always there',
    'They stand in FROM like any table, and join with one another and with collections: functions that tell of pools, and what there is in the current database.',
    ...virtualTables.flatMap(({ name, takesPool, documentation, columns }) => [
      `## ${name}(${takesPool ? "['pool']" : ''})`,
      documentation,
      columnTable(columns),
    ]),
    ...informationTables.flatMap(({ name, documentation, columns }) => [
      `## information_schema.${name}`,
      documentation,
      columnTable(columns),
    ]),
  );
}

function columnTable(columns) {
  return table(
    ['column', 'type', 'unit', 'may be NULL', 'meaning'],
    columns.map((column) => [
      code(column.name),
      typeText(column.type),
      column.unit,
      column.nullable ? 'yes' : '',
      column.documentation,
    ]),
  );
}

function alerts() {
  return page(
    '# Alerts',
    'The alerts that are always there. An alert is raised once its condition has held for its hold time, and ends once its figure has been back at the lower limit for a while. `ALTER ALERT … SET (…)` changes a built-in alert or one of your own.',
    '## Built in',
    table(
      ['alert', 'severity', 'raised when', 'holds for', 'ends at or below', 'yields to'],
      builtInRules.map(({ name, levels, condition, holdMs, unless = [] }) => [
        code(name),
        levels.map(({ severity }) => severity).join(', '),
        `${condition}.`,
        holdMs === 0 ? 'at once' : `${holdMs / 1000} s`,
        levels.map(({ clear }) => clear).join(', '),
        unless.map(code).join(', '),
      ]),
    ),
    '## What ALTER ALERT changes',
    table(
      ['option', 'takes', 'default', 'what it does'],
      alertOptions.map((option) => [
        code(option.name),
        takes(option),
        byDefault(option),
        option.documentation,
      ]),
    ),
  );
}

const chapters = {
  QL1: 'Text and syntax',
  QL2: 'Names, types and meaning',
  QL3: 'Pools and options',
  QL4: 'Planning and compiling',
  QL5: 'Run time',
  QL6: 'Lint',
};

function problems() {
  const lint = lintRules.map((rule) => [rule.code, rule]);
  const rows = [...Object.entries(problemCatalog), ...lint].sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = Object.entries(chapters).flatMap(([prefix, title]) => {
    const own = rows.filter(([number]) => number.startsWith(prefix));
    return own.length ? [`## ${title}`, ...own.map(problemSection)] : [];
  });
  return page(
    '# Problems',
    'Each problem has a number that stays the same. In the messages, `{0}`, `{1}` … stand for names and values of the statement.',
    ...sections,
  );
}

function problemSection([number, { name, severity, message, cause, cure, bad, good }]) {
  return [
    `### ${number} ${name}`,
    `_${severity}_: ${message.replaceAll('<', '\\<')}`,
    `- Cause: ${cause}\n- Cure: ${cure}`,
    ...(bad ? [fence(`-- reported\n${bad};\n\n-- silent\n${good};`)] : []),
  ].join('\n\n');
}
