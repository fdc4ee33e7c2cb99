import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import type { Span } from '../text/span.ts';
import { checkOptions } from './check-options.ts';
import { isPlainObject } from './check-value.ts';
import { checkCombinations } from './combinations.ts';
import type { OptionValues } from './driver-options.ts';
import { groupOptions, groupTypes, memberNames, memberTable } from './group-options.ts';
import type { GroupType } from './group-options.ts';
import { memberDefaults } from './member-defaults.ts';
import type { OptionInput } from './option-input.ts';

export interface GroupContext {
  /** Undefined where ALTER names a group that nobody knows here. */
  readonly type: GroupType | undefined;
  /** What the group has already, where ALTER changes it. */
  readonly existing?: OptionValues;
  /** The place of the type in CREATE, which must name the members where the type does not. */
  readonly create?: Span;
}

/** Everything that is wrong with the options of a group of pools, at the offending tokens. */
export function checkGroupOptions(inputs: readonly OptionInput[], context: GroupContext): readonly Problem[] {
  const { type, existing = {}, create } = context;
  // What a pool and a member contradict each other in is told of the member: its type's defaults count there.
  const foreign = inputs.filter(({ name }) => type !== undefined && typesWith(name, type).length > 0);
  const problems = checkOptions(
    inputs.filter((input) => !foreign.includes(input)),
    { more: groupOptions(type), existing: { minPoolSize: 0, ...existing } },
  );
  const misplaced = foreign.map(({ name, nameSpan }) =>
    problem('QL3016', nameSpan, [name, typesWith(name, type).join(' or '), type ?? '']),
  );
  const table = type && memberTable(type);
  const missing =
    create && type && table !== undefined && !inputs.some((input) => input.name === table && !isEmpty(input))
      ? [problem('QL3014', create, [type, table])]
      : [];
  const together =
    type === undefined ? [] : membersIn(inputs, type).flatMap((member) => conflicts(member, type, existing));
  return [...problems, ...misplaced, ...missing, ...together];
}

/** The types that have an option which `type` has not. */
function typesWith(name: string, type: GroupType | undefined): readonly GroupType[] {
  const having = groupTypes.filter((each) => groupOptions(each).some((option) => option.name === name));
  return type !== undefined && having.includes(type) ? [] : having;
}

const isEmpty = ({ value, fields }: OptionInput): boolean =>
  fields?.length === 0 || (Array.isArray(value) && value.length === 0);

function membersIn(inputs: readonly OptionInput[], type: GroupType): readonly OptionInput[] {
  const table = memberTable(type);
  if (table !== undefined) return inputs.find(({ name }) => name === table)?.fields ?? [];
  return inputs.filter(({ name }) => memberNames(type).includes(name));
}

function conflicts(
  { name, fields }: OptionInput,
  type: GroupType,
  existing: OptionValues,
): readonly Problem[] {
  if (!fields) return [];
  const own = (memberTable(type) === undefined ? existing : table(existing, type))[name];
  // A default gives way to what somebody wrote: maxPoolSize = 3 means at most 3, also at the beginning.
  const defaults = { ...memberDefaults(type, name), minPoolSize: 0 };
  const inForce = { ...defaults, ...(isPlainObject(own) ? own : {}) };
  return checkCombinations(fields, inForce, 'object');
}

function table(existing: OptionValues, type: GroupType): OptionValues {
  const members = existing[memberTable(type) ?? ''];
  return isPlainObject(members) ? members : {};
}
