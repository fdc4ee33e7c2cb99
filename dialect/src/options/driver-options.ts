import { findOption } from './catalogue.ts';
import type { OptionType } from './option.ts';

/** Options by QLSQL's names, as plain values. */
export type OptionValues = Readonly<Record<string, unknown>>;

/**
 * What MongoClient takes for options that checkOptions found right: the manager's own are left out, short forms
 * written out (`readConcern = 'majority'` becomes `{level: 'majority'}`), numbers in words turned to words.
 */
export function toDriverOptions(options: OptionValues): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const option = findOption(name);
    if (option?.driver === undefined || value === undefined || value === null) continue;
    result[option.driver] = driverValue(option.type, value);
  }
  return result;
}

function driverValue(type: OptionType, value: unknown): unknown {
  switch (type.kind) {
    case 'enum':
      return String(value);
    case 'enumList':
      return typeof value === 'string' ? value.split(',') : value;
    case 'integer':
    case 'number':
    case 'integerOrWord':
      return typeof value === 'bigint' ? Number(value) : value;
    case 'document': {
      const document =
        typeof value === 'object' && value !== null ? value : { [type.shorthand ?? '']: value };
      return Object.fromEntries(
        Object.entries(document).map(([name, inner]: [string, unknown]) => {
          const field = type.fields.find((candidate) => candidate.name === name);
          return [name, field ? driverValue(field.type, inner) : inner];
        }),
      );
    }
    default:
      return value;
  }
}
