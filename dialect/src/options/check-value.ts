import { problem } from '../problems/catalog.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import type { Span } from '../text/span.ts';
import { describeRange, describeType, sqlValue } from './describe-option.ts';
import { booleanMeant, durationMs, numberMeant } from './meant-value.ts';
import type { OptionInput } from './option-input.ts';
import type { OptionType, PoolOption } from './option.ts';

/** A value to check: `path` is how messages call it, such as `writeConcern.w`. */
interface Subject {
  readonly path: string;
  readonly type: OptionType;
  readonly value: unknown;
  readonly span: Span;
  readonly unit: PoolOption['unit'];
  readonly fields?: readonly OptionInput[];
}

/** What is wrong with the value of one option, its document's fields included. */
export function checkValue(option: PoolOption, input: OptionInput): readonly Problem[] {
  return check({
    path: option.name,
    type: option.type,
    value: input.value,
    span: input.valueSpan,
    unit: option.unit,
    ...(input.fields ? { fields: input.fields } : {}),
  });
}

function check(subject: Subject): readonly Problem[] {
  const { type, value } = subject;
  if (value === undefined) return [];
  switch (type.kind) {
    case 'integer':
    case 'number':
      return checkNumber(subject, type);
    case 'integerOrWord':
      if (typeof value !== 'string') return checkNumber(subject, { kind: 'integer', min: type.min });
      return type.open || type.words.includes(value) ? [] : [wrongWord(subject, value, type.words)];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [wrongType(subject, booleanMeant(value))];
    case 'duration':
      return checkDuration(subject, type);
    case 'string':
      return checkText(subject, type.pattern);
    case 'enum':
      return checkWord(subject, type.values);
    case 'enumList':
      return listOf(subject, (item) => checkWord(item, type.values));
    case 'stringList':
      return listOf(subject, (item) => checkText(item));
    case 'tagSets':
      return listOf(subject, (item) => (isPlainObject(item.value) ? [] : [wrongType(subject)]));
    case 'document':
      return checkDocument(subject, type);
    case 'members':
      return checkMembers(subject, type.fields);
  }
}

function checkNumber(subject: Subject, type: { kind: 'integer' | 'number'; min: number; max?: number }) {
  const { value } = subject;
  const whole = type.kind === 'integer';
  if (typeof value !== 'number' && typeof value !== 'bigint')
    return [wrongType(subject, numberMeant(value, subject.unit))];
  const number = Number(value);
  if (!Number.isFinite(number) || (whole && !Number.isInteger(number))) return [wrongType(subject)];
  if (number >= type.min && number <= (type.max ?? Infinity)) return [];
  return [problem('QL3003', subject.span, [subject.path, describeRange(type) ?? '', String(value)])];
}

function checkDuration(
  subject: Subject,
  type: Extract<OptionType, { kind: 'duration' }>,
): readonly Problem[] {
  const { value, path, span } = subject;
  const ms = typeof value === 'string' ? durationMs(value) : undefined;
  // A bare number is most likely meant in seconds.
  if (ms === undefined) return [wrongType(subject, typeof value === 'number' ? `'${value} s'` : undefined)];
  if (ms >= type.min && ms <= type.max) return [];
  return [problem('QL3003', span, [path, describeRange(type) ?? '', String(value)])];
}

function checkText(subject: Subject, pattern?: string): readonly Problem[] {
  const { value } = subject;
  if (typeof value !== 'string') return [wrongType(subject)];
  return pattern === undefined || new RegExp(pattern).test(value) ? [] : [wrongType(subject)];
}

function checkWord(subject: Subject, words: readonly string[]): readonly Problem[] {
  const { value } = subject;
  if (typeof value === 'number' && words.includes(String(value))) return [];
  if (typeof value !== 'string') return [wrongType(subject)];
  return words.includes(value) ? [] : [wrongWord(subject, value, words)];
}

/** Lists may also be written as the driver's URI does: `'zstd,zlib'`. */
function listOf(subject: Subject, checkItem: (item: Subject) => readonly Problem[]): readonly Problem[] {
  const items = typeof subject.value === 'string' ? subject.value.split(',') : subject.value;
  if (!Array.isArray(items)) return [wrongType(subject)];
  return items.flatMap((item: unknown) => checkItem({ ...subject, value: item })).slice(0, 1);
}

function checkDocument(
  subject: Subject,
  type: Extract<OptionType, { kind: 'document' }>,
): readonly Problem[] {
  const { value, path, span } = subject;
  const short = type.fields.find((field) => field.name === type.shorthand);
  if (!isPlainObject(value)) {
    if (!short || typeof value === 'object') return [wrongType(subject)];
    return check({ path, type: short.type, value, span, unit: short.unit });
  }
  const names = type.fields.map((field) => field.name);
  const problems = Object.entries(value).flatMap(([name, inner]) => {
    const written = subject.fields?.find((field) => field.name === name);
    const field = type.fields.find((candidate) => candidate.name === name);
    if (!field) {
      const nameSpan = written?.nameSpan ?? span;
      const meant = closest(name, names);
      const fixes = meant && written ? [replace(nameSpan, `'${meant}'`)] : [];
      return [problem('QL3012', nameSpan, [path, name, didYouMean(meant)], fixes)];
    }
    const fields = written?.fields;
    return check({
      path: `${path}.${name}`,
      type: field.type,
      value: inner,
      span: written?.valueSpan ?? span,
      unit: field.unit,
      ...(fields ? { fields } : {}),
    });
  });
  if (short && type.needsShorthand && !(short.name in value)) {
    problems.push(problem('QL3013', span, [path, short.name]));
  }
  return problems;
}

/** NULL for a name takes the member away. */
function checkMembers(subject: Subject, fields: readonly PoolOption[]): readonly Problem[] {
  const { value, path, span, unit } = subject;
  if (Array.isArray(value)) return value.flatMap((name: unknown) => checkMemberName(String(name), span));
  if (!isPlainObject(value)) return [wrongType(subject)];
  return Object.entries(value).flatMap(([name, inner]) => {
    const written = subject.fields?.find((field) => field.name === name);
    const wrong = checkMemberName(name, written?.nameSpan ?? span);
    if (wrong.length > 0 || inner === null) return wrong;
    return check({
      ...{ path: `${path}.${name}`, type: { kind: 'document', fields }, value: inner, unit },
      span: written?.valueSpan ?? span,
      ...(written?.fields ? { fields: written.fields } : {}),
    });
  });
}

function checkMemberName(name: string, span: Span): readonly Problem[] {
  return /^[\p{L}\p{N}_-]+$/u.test(name) ? [] : [problem('QL3015', span, [name])];
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('_bsontype' in value);
}

function replace(span: Span, text: string): Fix {
  return { title: `Write ${text}`, changes: [{ span, text }] };
}

/** `meant` is the SQL text of the right value, where that is clear. */
function wrongType(subject: Subject, meant?: string): Problem {
  const fixes = meant === undefined ? [] : [replace(subject.span, meant)];
  const hint = meant === undefined ? '' : `: write ${meant}`;
  const { path, type, value, span } = subject;
  return problem('QL3002', span, [path, describeType(type), describeGiven(value), hint], fixes);
}

function wrongWord(subject: Subject, value: string, words: readonly string[]): Problem {
  const meant = closest(value, words);
  // Inside a list only the whole list has a place, so there is nothing to replace.
  const inList = subject.type.kind === 'enumList';
  const fixes = meant !== undefined && !inList ? [replace(subject.span, sqlValue(meant))] : [];
  const { path, type, span } = subject;
  return problem('QL3004', span, [path, describeType(type), sqlValue(value), didYouMean(meant)], fixes);
}

function describeGiven(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `the text ${sqlValue(value)}`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'a document';
}
