import type { OptionType, PoolOption } from './option.ts';

// How options are spoken of: the checker's messages, completion, hover and the reference page use the same words.

/** `a, b or c`. */
function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words[words.length - 1] ?? ''}`;
}

/** What the option takes, with an article: `a whole number`, `true or false`, `one of primary, … or nearest`. */
export function describeType(type: OptionType): string {
  switch (type.kind) {
    case 'integer':
      return 'a whole number';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'duration':
      return "a time such as '10 s'";
    case 'string':
      return 'a text';
    case 'enum':
      return alternatives(type.values);
    case 'enumList':
      return `a list of ${alternatives(type.values)}`;
    case 'stringList':
      return 'a list of texts';
    case 'integerOrWord':
      return alternatives(['a whole number', ...type.words, ...(type.open ? ['a name'] : [])]);
    case 'tagSets':
      return 'a list of documents of tags';
    case 'document': {
      // Those of a member are all that there are of a pool.
      if (type.fields.length > 20) return 'a document of options';
      const document = `a document of ${alternatives(type.fields.map((field) => field.name))}`;
      const short = type.fields.find((field) => field.name === type.shorthand);
      return short ? `${document}, or just its ${short.name}` : document;
    }
    case 'members':
      return 'a document of options for each name, or a list of names';
  }
}

/** The numbers that the option takes: `from 1 to 65535`, `at least 0`; undefined where it takes no number. */
export function describeRange(type: OptionType): string | undefined {
  if (type.kind === 'integerOrWord') return `at least ${type.min}`;
  if (type.kind === 'duration') return `from ${durationText(type.min)} to ${durationText(type.max)}`;
  if (type.kind !== 'integer' && type.kind !== 'number') return undefined;
  return type.max === undefined ? `at least ${type.min}` : `from ${type.min} to ${type.max}`;
}

/** `100 ms`, `10 s`, `60 min`. */
function durationText(ms: number): string {
  if (ms === 0 || ms % 1000 !== 0) return `${ms} ms`;
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

/** The default as SQL, or a word on where it comes from. */
export function describeDefault(option: PoolOption): string {
  return option.default === undefined ? (option.defaultNote ?? 'none') : sqlValue(option.default);
}

/** A plain value as QLSQL writes it: `150`, `'majority'`, `ARRAY['zstd']`, `JSON_BUILD_OBJECT('w', 1)`. */
export function sqlValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return `ARRAY[${value.map(sqlValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(([name, inner]) => `${sqlValue(name)}, ${sqlValue(inner)}`);
    return `JSON_BUILD_OBJECT(${pairs.join(', ')})`;
  }
  return value === null || value === undefined ? 'NULL' : String(value);
}
