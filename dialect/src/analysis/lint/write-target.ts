import type { Statement } from '../../syntax/ast/index.ts';

/** What a statement writes to; undefined where it writes nothing. */
export function targetOf(statement: Statement) {
  switch (statement.kind) {
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      return statement.target;
    default:
      return undefined;
  }
}
