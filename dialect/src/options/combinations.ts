import { problem } from '../problems/catalog.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import { findOption } from './catalogue.ts';
import type { OptionForm, OptionInput } from './option-input.ts';
import { writeNext } from './option-input.ts';

type Values = Readonly<Record<string, unknown>>;

/** Two options that exclude each other, and why; `holds` looks at the values in force. */
interface Conflict {
  readonly options: readonly [string, string];
  readonly reason: string;
  readonly holds?: (values: Values) => boolean;
}

const isPrimary = ({ readPreference }: Values) =>
  readPreference === 'primary' ||
  (typeof readPreference === 'object' &&
    readPreference !== null &&
    'mode' in readPreference &&
    readPreference.mode === 'primary');

const primaryOnly = 'reads from the primary leave no choice of a server';
const oneLong = '64-bit integers come as big integers or as Long, not as both';
const insecure = 'tlsInsecure implies it';

const conflicts: readonly Conflict[] = [
  { options: ['maxStalenessSeconds', 'readPreference'], reason: primaryOnly, holds: isPrimary },
  { options: ['readPreferenceTags', 'readPreference'], reason: primaryOnly, holds: isPrimary },
  { options: ['readConcernLevel', 'readConcern'], reason: 'both set the level' },
  { options: ['tlsAllowInvalidCertificates', 'tlsInsecure'], reason: insecure },
  { options: ['tlsAllowInvalidHostnames', 'tlsInsecure'], reason: insecure },
  {
    options: ['ssl', 'tls'],
    reason: 'they are one option and the values differ',
    holds: (values) => values['ssl'] !== values['tls'],
  },
  {
    options: ['srvMaxHosts', 'replicaSet'],
    reason: 'a replica set is used whole',
    holds: (values) => values['srvMaxHosts'] !== 0,
  },
  {
    options: ['promoteLongs', 'useBigInt64'],
    reason: oneLong,
    holds: (values) => values['useBigInt64'] === true && values['promoteLongs'] === false,
  },
  {
    options: ['promoteValues', 'useBigInt64'],
    reason: oneLong,
    holds: (values) => values['useBigInt64'] === true && values['promoteValues'] === false,
  },
];

/** Problems of options that are right alone and wrong together. `inForce` holds what the list does not change. */
export function checkCombinations(
  inputs: readonly OptionInput[],
  inForce: Values,
  form: OptionForm,
): readonly Problem[] {
  const given = new Map(inputs.map((input) => [input.name, input]));
  const values: Values = {
    ...inForce,
    ...Object.fromEntries(inputs.map(({ name, value }) => [name, value])),
  };
  return [
    ...checkSizes(given, inForce, form),
    ...conflicts.flatMap((conflict) => checkConflict(conflict, given, values)),
    ...checkProxy(given, values),
  ];
}

function checkConflict(
  { options, reason, holds }: Conflict,
  given: ReadonlyMap<string, OptionInput>,
  values: Values,
): readonly Problem[] {
  const [first, second] = options;
  const culprit = given.get(first) ?? given.get(second);
  if (!culprit || values[first] === undefined || values[second] === undefined) return [];
  if (holds && !holds(values)) return [];
  const other = culprit.name === first ? second : first;
  return [problem('QL3009', culprit.nameSpan, [culprit.name, other, reason])];
}

function checkProxy(given: ReadonlyMap<string, OptionInput>, values: Values): readonly Problem[] {
  const port = given.get('proxyPort');
  if (!port || values['proxyHost'] !== undefined) return [];
  return [problem('QL3010', port.nameSpan, ['proxyPort', 'proxyHost'])];
}

/** A size with where it comes from: as written, in force, or the default. */
interface Size {
  readonly value: number;
  readonly note: string;
  readonly input?: OptionInput;
}

function sizeOf(name: string, given: ReadonlyMap<string, OptionInput>, inForce: Values): Size | undefined {
  const input = given.get(name);
  if (input) return typeof input.value === 'number' ? { value: input.value, note: '', input } : undefined;
  const current = inForce[name];
  if (typeof current === 'number') return { value: current, note: ' as it is set now' };
  const byDefault = findOption(name)?.default;
  return typeof byDefault === 'number' ? { value: byDefault, note: ' by default' } : undefined;
}

function checkSizes(
  given: ReadonlyMap<string, OptionInput>,
  inForce: Values,
  form: OptionForm,
): readonly Problem[] {
  const min = sizeOf('minPoolSize', given, inForce);
  const max = sizeOf('maxPoolSize', given, inForce);
  const at = min?.input ?? max?.input;
  // maxPoolSize 0 is no limit, and a default gives way to what somebody wrote: maxPoolSize = 3 means at most 3.
  const gives = min?.input === undefined && min?.value === findOption('minPoolSize')?.default;
  if (!min || !max || !at || gives || max.value === 0 || min.value <= max.value) return [];
  const add = (name: string, value: number): Fix => ({
    title: `Set ${name} to ${value}`,
    changes: [
      {
        span: { start: at.valueSpan.end, end: at.valueSpan.end },
        text: writeNext(name, String(value), form),
      },
    ],
  });
  const fixes = !min.input
    ? [add('minPoolSize', max.value)]
    : !max.input
      ? [add('maxPoolSize', min.value)]
      : [
          {
            title: `Set minPoolSize to ${max.value}`,
            changes: [{ span: min.input.valueSpan, text: String(max.value) }],
          },
        ];
  return [problem('QL3006', at.valueSpan, [min.value, min.note, max.value, max.note], fixes)];
}
