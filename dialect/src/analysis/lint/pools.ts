import { optionInputs } from '../pool-options.ts';
import { objectFields } from '../pool-options.ts';
import type { OptionInput } from '../../options/index.ts';
import type { Statement } from '../../syntax/ast/index.ts';

/** The options that a statement gives to a pool, or to the pools created later. */
export function optionsOf({ statement }: { readonly statement: Statement }): readonly OptionInput[] {
  switch (statement.kind) {
    case 'CreatePool':
    case 'AlterPool':
      return optionInputs(statement.options);
    case 'SetPoolOptions':
      return objectFields(statement.value) ?? [];
    default:
      return [];
  }
}

export function optionNamed(options: readonly OptionInput[], name: string): OptionInput | undefined {
  return options.find((option) => option.name === name);
}

/** A field of an option that takes a document, or the option's own value where it is short for that field. */
export function fieldOf(option: OptionInput | undefined, field: string): unknown {
  if (!option) return undefined;
  return option.fields ? optionNamed(option.fields, field)?.value : option.value;
}
