import { optionInputs, objectFields } from '../../../dialect/src/analysis/pool-options.ts';
import { checkGroupOptions, checkOptions } from '../../../dialect/src/options/index.ts';
import type { OptionInput, OptionValues } from '../../../dialect/src/options/index.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Problem } from '../../../dialect/src/problems/problem.ts';
import type { CreatePool, CreatePoolGroup } from '../../../dialect/src/syntax/ast/pool.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/statement.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { split } from '../../../dialect/src/text/split.ts';
import { mergeOptions } from '../groups/member-settings.ts';
import type { Place, SavedDefinition } from './definition.ts';

/** What a text of saved pools comes to, or the first thing that is wrong with it. */
export interface SavedText {
  readonly definitions: ReadonlyMap<string, SavedDefinition>;
  readonly wrong?: { readonly message: string; readonly line: number };
}

/**
 * The pools and groups that a text of statements leaves behind once they have run: CREATE, ALTER, DROP and the defaults of
 * SET CONNECTION_POOL_OPTIONS in their order. Statements about anything else mean nothing here.
 */
export function readSaved(text: string): SavedText {
  const definitions = new Map<string, SavedDefinition>();
  let defaults: OptionValues = {};
  for (const place of split(text)) {
    const { statement, problems } = parseStatement(place.text);
    const about = statement && isAboutPools(statement);
    const [first] = [...problems, ...(about ? optionProblems(statement) : [])].filter((each) =>
      hasErrors([each]),
    );
    if (first && (about || !statement))
      return { definitions, wrong: { message: first.message, line: place.line } };
    if (statement?.kind === 'SetPoolOptions') defaults = valuesOf(objectFields(statement.value) ?? []);
    else if (statement) fold(definitions, statement, place, defaults);
  }
  return { definitions };
}

function fold(
  definitions: Map<string, SavedDefinition>,
  statement: Statement,
  { start, leadingStart, end, line }: Place,
  defaults: OptionValues,
): void {
  const place = { start, leadingStart, end, line };
  switch (statement.kind) {
    case 'CreatePool':
    case 'CreatePoolGroup':
      if (!statement.ifNotExists || !definitions.has(statement.name.text))
        definitions.set(statement.name.text, made(statement, place, defaults));
      break;
    case 'AlterPool':
    case 'AlterPoolGroup': {
      const before = definitions.get(statement.name.text);
      if (!before) break;
      const change = valuesOf(optionInputs(statement.options));
      const options =
        before.type === undefined
          ? { ...before.options, ...change }
          : mergeOptions(before.type, before.options, change);
      definitions.set(before.name, { ...before, options, places: [...before.places, place] });
      break;
    }
    case 'DropPool':
    case 'DropPoolGroup':
      definitions.delete(statement.name.text);
      break;
    default:
  }
}

function made(
  statement: CreatePool | CreatePoolGroup,
  place: Place,
  defaults: OptionValues,
): SavedDefinition {
  const { name, on, database, options } = statement;
  const written = valuesOf(optionInputs(options));
  const isGroup = statement.kind === 'CreatePoolGroup';
  return {
    kind: isGroup ? 'group' : 'pool',
    name: name.text,
    ...(isGroup ? { type: statement.type } : {}),
    ...(on?.profile ? { connection: on.profile.text } : {}),
    ...(on?.uri ? { address: on.uri.text } : {}),
    ...(database ? { database: database.text } : {}),
    // The defaults of SET reach the members of a group below what their type says, and are no part of it.
    options: isGroup ? written : { ...defaults, ...written },
    places: [place],
  };
}

function isAboutPools({ kind }: Statement): boolean {
  return /^(Create|Alter|Drop)Pool(Group)?$|^SetPoolOptions$/.test(kind);
}

function optionProblems(statement: Statement): readonly Problem[] {
  switch (statement.kind) {
    case 'CreatePool':
    case 'AlterPool':
      return checkOptions(optionInputs(statement.options));
    case 'CreatePoolGroup': {
      const { type, name } = statement;
      return checkGroupOptions(optionInputs(statement.options), { type, create: name.span });
    }
    case 'AlterPoolGroup':
      return checkGroupOptions(optionInputs(statement.options), { type: undefined });
    case 'SetPoolOptions':
      return checkOptions(objectFields(statement.value) ?? [], { form: 'object' });
    default:
      return [];
  }
}

const valuesOf = (inputs: readonly OptionInput[]): OptionValues =>
  Object.fromEntries(inputs.map(({ name, value }) => [name, value]));
