import { optionInputs, objectFields } from '../../../../dialect/src/analysis/pool-options.ts';
import {
  describeDefault,
  findOption,
  groupOptions,
  poolOptions,
} from '../../../../dialect/src/options/index.ts';
import type { OptionInput, PoolOption } from '../../../../dialect/src/options/index.ts';
import type { Statement } from '../../../../dialect/src/syntax/ast/index.ts';
import type { InlayHint } from './inlay-hint.ts';

/** Times in words behind options in milliseconds. */
export function durationHints(statement: Statement): readonly InlayHint[] {
  return optionsGiven(statement).flatMap(durationHint);
}

function optionsGiven(statement: Statement): readonly OptionInput[] {
  switch (statement.kind) {
    case 'CreatePool':
    case 'AlterPool':
    case 'CreatePoolGroup':
    case 'AlterPoolGroup':
      return optionInputs(statement.options);
    case 'SetPoolOptions':
      return objectFields(statement.value) ?? [];
    default:
      return [];
  }
}

function durationHint({ name, value, valueSpan }: OptionInput): readonly InlayHint[] {
  const option = findOption(name) ?? groupOptions(undefined).find((each) => each.name === name);
  if (option?.unit !== 'ms' || typeof value !== 'number' || value < 1000) return [];
  return [{ offset: valueSpan.end, label: durationText(value), kind: 'value' }];
}

const steps = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** `90000` as `1.5 min`. */
export function durationText(ms: number): string {
  const [size, unit] = steps.find(([step]) => ms >= step) ?? [1, 'ms'];
  return `${Math.round((ms / size) * 100) / 100} ${unit}`;
}

/** What CREATE leaves to the defaults: in the text those that decide how a pool behaves under load, all others in the tooltip. */
export function defaultHints(statement: Statement): readonly InlayHint[] {
  if (statement.kind !== 'CreatePool' && statement.kind !== 'CreatePoolGroup') return [];
  const given = new Set(optionInputs(statement.options).map(({ name }) => name));
  const all = statement.kind === 'CreatePool' ? poolOptions : groupOptions(statement.type);
  const left = all.filter((option) => option.default !== undefined && !given.has(option.name));
  const shown = left.filter((option) => statement.kind === 'CreatePoolGroup' || decidesLoad(option));
  if (shown.length === 0) return [];
  const last = statement.options.at(-1);
  return [
    {
      offset: last?.span.end ?? statement.span.end,
      label: `${last ? ', ' : ''}${shown.map(assignment).join(', ')}`,
      kind: 'value',
      tooltip: ['Not given, so by default:', ...left.map((option) => `- \`${assignment(option)}\``)].join(
        '\n',
      ),
    },
  ];
}

const decidesLoad = ({ group, name }: PoolOption): boolean =>
  group === 'size' || name === 'waitQueueTimeoutMS';

const assignment = (option: PoolOption): string => `${option.name} = ${describeDefault(option)}`;
