import assert from 'node:assert/strict';
import { createText } from '../../../../client/src/saved/statement-text.ts';
import type { Definition } from '../../../../client/src/saved/definition.ts';
import { optionInputs } from '../../../../dialect/src/analysis/pool-options.ts';
import { analyze, emptyCatalog, hasErrors, parseStatement } from '../../../../dialect/src/index.ts';
import { poolOptions } from '../../../../dialect/src/options/index.ts';
import type { PoolOption } from '../../../../dialect/src/options/index.ts';
import { seeded } from '../../../editor-quality/sources.ts';
import { hardNames } from '../../hard-names.ts';

const random = seeded(7);
const below = (count: number) => Math.floor(random() * count);
const oneOf = <T>(all: readonly T[]): T => all[below(all.length)]!;
const some = <T>(all: readonly T[]): readonly T[] => all.filter(() => random() < 0.3);

const whole = (min: number, max = min + 50) => min + below(Math.min(max - min, 50) + 1);

/** A value that an option takes; undefined for one whose values are not made up here. */
function valueFor({ type, name }: PoolOption): unknown {
  switch (type.kind) {
    case 'integer':
      return whole(type.min, type.max);
    case 'number':
      return whole(type.min, type.max);
    case 'boolean':
      return random() < 0.5;
    case 'duration':
      return `${Math.max(1, Math.ceil(type.min / 1000))} s`;
    case 'string':
      return type.pattern === undefined ? oneOf(hardNames) : undefined;
    case 'enum':
      return oneOf(type.values);
    case 'enumList':
      return [oneOf(type.values)];
    case 'stringList':
      return [oneOf(hardNames), oneOf(hardNames)];
    case 'integerOrWord':
      return random() < 0.5 ? whole(type.min) : oneOf(type.words);
    case 'tagSets':
      return [{ [oneOf(hardNames)]: oneOf(hardNames) }, {}];
    case 'document':
      return valuesOf(type.fields, type.needsShorthand ? type.shorthand : undefined);
    case 'members':
      return assert.fail(`${name} is of a group`);
  }
}

function valuesOf(options: readonly PoolOption[], needed?: string): Readonly<Record<string, unknown>> {
  const chosen = options.filter((each) => each.name === needed || some([each]).length > 0);
  const values = chosen.map((each) => [each.name, valueFor(each)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

const open = poolOptions.filter(({ secret, deprecated }) => !secret && deprecated === undefined);

/** A pool that runs, or could: what its options forbid together is left out. */
function pool(): Definition {
  const definition: Definition = {
    kind: 'pool',
    name: oneOf(hardNames),
    ...oneOf([
      {},
      { connection: oneOf(hardNames) },
      { address: `mongodb://ho'st:27017/?appName=${oneOf(hardNames)}` },
    ]),
    ...(random() < 0.5 ? { database: oneOf(['shop', 'Mixed', 'über', 'order']) } : {}),
    options: valuesOf(open),
  };
  return definition;
}

/** What a statement makes. */
function made(text: string): { definition: Definition; problems: readonly string[]; broken: boolean } {
  const { statement, problems } = parseStatement(text);
  assert.equal(statement?.kind, 'CreatePool', text);
  const { name, on, database, options } = statement;
  const analysis = analyze(statement, emptyCatalog);
  return {
    definition: {
      kind: 'pool',
      name: name.text,
      ...(on?.profile ? { connection: on.profile.text } : {}),
      ...(on?.uri ? { address: on.uri.text } : {}),
      ...(database ? { database: database.text } : {}),
      options: Object.fromEntries(optionInputs(options).map((each) => [each.name, each.value])),
    },
    problems: analysis.problems.map(({ code, message }) => `${code} ${message}`),
    broken: hasErrors(problems),
  };
}

describe('the statement that makes a pool', () => {
  it('makes it as it is, whatever its name and options', () => {
    const told = new Set<string>();
    for (let round = 0; round < 400; round += 1) {
      const definition = pool();
      const text = createText(definition);
      const { definition: again, problems, broken } = made(text);
      assert.equal(broken, false, text);
      assert.deepEqual(again, definition, text);
      for (const each of Object.keys(definition.options)) told.add(each);
      // What the editor may tell of are combinations that no pool has, and connections that it does not know.
      const shape = problems.filter((each) => /^QL30(01|02|03|04)/.test(each));
      assert.deepEqual(shape, [], text);
    }
    assert.ok(told.size > open.length / 2, 'most options were tried');
  });
});
