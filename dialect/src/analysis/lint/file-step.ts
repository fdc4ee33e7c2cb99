import type { PoolGroupInfo } from '../../catalog/catalog.ts';
import type { Statement } from '../../syntax/ast/index.ts';
import type { Span } from '../../text/span.ts';
import { optionInputs } from '../pool-options.ts';
import { fieldOf, optionNamed } from './pools.ts';
import { targetOf } from './write-target.ts';

/** The readPreference that a group tells its members: what is written for one, or for all. */
export interface GroupPreferences {
  readonly type: PoolGroupInfo['type'];
  readonly preference: (member: string) => unknown;
}

interface Named {
  readonly name: string;
  /** The name's own place. */
  readonly span: Span;
}

interface ChangedPool extends Named {
  /** Its readPreference, where one is written. */
  readonly preference?: { readonly mode: unknown };
}

/** What a statement does that rules for whole files follow: kept of each statement, so it holds little. */
export type FileStep =
  | (ChangedPool & { readonly kind: 'CreatePool'; readonly mayExist: boolean })
  | (ChangedPool & { readonly kind: 'AlterPool' })
  | (Named & { readonly kind: 'DropPool' | 'UsePool' | 'ControlPool' | 'DropPoolGroup' })
  | (Named & { readonly kind: 'CreatePoolGroup'; readonly preferences: GroupPreferences })
  | { readonly kind: 'Write'; readonly span: Span };

export function fileStep(statement: Statement): FileStep | undefined {
  switch (statement.kind) {
    case 'CreatePool':
      return {
        ...{ kind: statement.kind, ...named(statement), ...preferenceOf(statement) },
        mayExist: statement.orReplace || statement.ifNotExists,
      };
    case 'AlterPool':
      return { kind: statement.kind, ...named(statement), ...preferenceOf(statement) };
    case 'DropPool':
    case 'UsePool':
    case 'DropPoolGroup':
      return { kind: statement.kind, ...named(statement) };
    case 'ControlPool':
      return statement.of === 'CONNECTION_POOL' ? { kind: statement.kind, ...named(statement) } : undefined;
    case 'CreatePoolGroup':
      return { kind: statement.kind, ...named(statement), preferences: writtenGroup(statement) };
    default: {
      const target = targetOf(statement);
      return target && { kind: 'Write', span: target.span };
    }
  }
}

const named = ({
  name: { text, span },
}: {
  readonly name: { readonly text: string; readonly span: Span };
}) => ({
  ...{ name: text, span },
});

function preferenceOf({ options }: Extract<Statement, { readonly kind: 'CreatePool' | 'AlterPool' }>) {
  const option = optionNamed(optionInputs(options), 'readPreference');
  return option ? { preference: { mode: fieldOf(option, 'mode') } } : {};
}

function writtenGroup({
  type,
  options,
}: Extract<Statement, { readonly kind: 'CreatePoolGroup' }>): GroupPreferences {
  const written = optionInputs(options);
  const ofAll = optionNamed(written, 'regions') ?? optionNamed(written, 'tenants');
  return {
    type,
    preference: (member) => {
      const own = optionNamed(written, member) ?? optionNamed(ofAll?.fields ?? [], member);
      const preference =
        optionNamed(own?.fields ?? [], 'readPreference') ?? optionNamed(written, 'readPreference');
      return fieldOf(preference, 'mode');
    },
  };
}
