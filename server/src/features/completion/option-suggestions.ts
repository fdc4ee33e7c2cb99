import { sqlValue } from '../../../../dialect/src/options/index.ts';
import type { OptionForm, PoolOption } from '../../../../dialect/src/options/index.ts';
import { optionDetail } from '../../describe/option.ts';
import type { OptionPlace } from '../../text/option-place.ts';
import { snippetText } from './suggestion.ts';
import type { Suggestion } from './suggestion.ts';

/** What may stand at a place in an option list: names not yet given, or values of the option. */
export function optionSuggestions(place: OptionPlace): readonly Suggestion[] {
  if (place.at === 'name') return names(place);
  if (!place.option) return [];
  const all = values(place.option, place.at === 'element');
  return place.at === 'element' ? all.filter(({ label }) => !place.given.map(sqlValue).includes(label)) : all;
}

function names(place: OptionPlace): readonly Suggestion[] {
  return place.choices
    .filter((option) => !option.secret && !option.deprecated && !place.given.includes(option.name))
    .map((option) => ({
      label: option.name,
      kind: 'option',
      detail: optionDetail(option),
      insert: assignment(option, place.form, place.hasValue),
      snippet: true,
      subject: { kind: 'option', path: [...place.path, option.name] },
      goOn: !place.hasValue && option.default === undefined,
    }));
}

/** `maxPoolSize = 100` with the value selected; the name alone where a value follows already. */
function assignment({ name, default: value }: PoolOption, form: OptionForm, hasValue: boolean): string {
  const written = form === 'object' ? `'${name}'` : name;
  if (hasValue) return written;
  const place = value === undefined ? '$1' : `\${1:${snippetText(sqlValue(value))}}`;
  return `${written}${form === 'object' ? ', ' : ' = '}${place}`;
}

function values(option: PoolOption, element: boolean): readonly Suggestion[] {
  const { type } = option;
  switch (type.kind) {
    case 'boolean':
      return words(option, ['true', 'false']);
    case 'enum':
      return words(option, type.values.map(quotedUnlessNumber));
    case 'enumList':
      return words(option, element ? type.values.map(sqlValue) : [sqlValue(option.default ?? type.values)]);
    case 'integer':
    case 'number':
      return numbers(option, type.min);
    case 'duration':
      return words(option, durations);
    case 'integerOrWord':
      return words(option, [...type.words.map(sqlValue), '1']);
    case 'document':
      return documentValues(option, type);
    case 'members':
      return memberValues;
    case 'tagSets':
      return [
        element
          ? tagSet
          : { ...tagSet, label: 'ARRAY[JSON_BUILD_OBJECT(…)]', insert: `ARRAY[${tagSet.insert}]` },
      ];
    case 'string':
    case 'stringList':
      return [];
  }
}

/** Times as people write them. */
export const durations: readonly string[] = ["'1 s'", "'5 s'", "'10 s'", "'30 s'", "'1 min'"];

const tagSet: Suggestion = {
  ...{ label: 'JSON_BUILD_OBJECT(…)', kind: 'value', detail: 'tags that a server must have', snippet: true },
  insert: "JSON_BUILD_OBJECT('${1:region}', '${2:east}')",
};

const quotedUnlessNumber = (word: string) => (/^\d+$/.test(word) ? word : sqlValue(word));

function words(option: PoolOption, texts: readonly string[]): readonly Suggestion[] {
  const byDefault = option.default === undefined ? undefined : sqlValue(option.default);
  return texts.map((label) => ({
    label,
    kind: 'value',
    ...(label === byDefault ? { detail: 'default' } : {}),
  }));
}

function numbers(option: PoolOption, min: number): readonly Suggestion[] {
  const rows: [unknown, string][] = [
    [option.default, 'default'],
    [min, 'least'],
  ];
  return rows.flatMap(([value, detail], index): Suggestion[] =>
    typeof value !== 'number' || (index > 0 && value === option.default)
      ? []
      : [{ label: String(value), kind: 'value', detail: [detail, option.unit].filter(Boolean).join(' · ') }],
  );
}

const memberValues: readonly Suggestion[] = [
  {
    ...{ label: 'ARRAY[…]', kind: 'value', detail: 'names of members', snippet: true },
    insert: "ARRAY['$1']",
  },
  {
    ...{
      label: 'JSON_BUILD_OBJECT(…)',
      kind: 'value',
      detail: 'members with options of their own',
      snippet: true,
    },
    insert: "JSON_BUILD_OBJECT('\${1:name}', JSON_BUILD_OBJECT('$2', $3))",
  },
];

function documentValues(
  option: PoolOption,
  type: Extract<PoolOption['type'], { kind: 'document' }>,
): readonly Suggestion[] {
  const short = type.fields.find(({ name }) => name === type.shorthand);
  const whole: Suggestion = {
    label: 'JSON_BUILD_OBJECT(…)',
    kind: 'value',
    detail: type.fields.map(({ name }) => name).join(', '),
    insert: `JSON_BUILD_OBJECT('\${1:${short?.name ?? type.fields[0]?.name ?? ''}}', $2)`,
    snippet: true,
  };
  return [...(short ? values({ ...short, name: option.name }, false) : []), whole];
}
