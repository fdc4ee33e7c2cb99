import type { ApplyPoolChangesCommand } from '../../../dialect/src/index.ts';
import { split } from '../../../dialect/src/text/split.ts';
import type { SavedPools } from '../saved/saved-pools.ts';

/** APPLY CONNECTION_POOL CHANGES: makes what runs as it is saved, or the other way round. Gives what happened in a sentence. */
export async function applyChanges(
  { to, names }: ApplyPoolChangesCommand,
  saved: SavedPools,
  run: (statement: string) => Promise<unknown>,
): Promise<string> {
  if (to === 'saved') {
    const written = saved.save(names);
    return written.length === 0 ? same : `${saved.fileName ?? ''} has ${list(written)} as they run now.`;
  }
  const statements = saved.statementsToRun(names);
  // The first statement that fails ends it; those before it stay done.
  for (const { text } of statements) for (const slice of split(text)) await run(slice.text);
  return statements.length === 0
    ? same
    : `As they are saved now: ${list(statements.map(({ name }) => name))}.`;
}

const same = 'Everything runs as it is saved.';
const list = (names: readonly string[]): string => names.join(', ');
