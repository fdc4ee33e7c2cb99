import type { Change } from './compare.ts';
import type { Definition, Place, SavedDefinition } from './definition.ts';
import { createText, defaultOf } from './statement-text.ts';

/**
 * A text of saved pools after the changes were taken over from what runs: what is saved alone goes, with the comments before it; what
 * differs is written anew where it was made; what is new comes at the end. All else stays as it is.
 */
export function writeSaved(text: string, changes: readonly Change[]): string {
  const edits = changes.flatMap(editsOf).sort((one, other) => other.start - one.start);
  let result = text;
  for (const { start, end, text: put } of edits)
    result = `${result.slice(0, start)}${put}${result.slice(end)}`;
  const added = changes
    .filter(({ change }) => change === 'only running')
    .flatMap(({ running }) => (running ? [savedText(running)] : []));
  if (edits.some(({ text: put }) => put === ''))
    result = result.replace(/^\n+/, '').replace(/\n{3,}/g, '\n\n');
  const before = result.trimEnd();
  return added.length === 0 ? result : `${[...(before === '' ? [] : [before]), ...added].join('\n\n')}\n`;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function editsOf({ change, saved, running }: Change): readonly Edit[] {
  if (!saved || change === 'same' || change === 'only running') return [];
  const [first, ...later] = saved.places;
  const removed = ({ leadingStart, end }: Place): Edit => ({ start: leadingStart, end, text: '' });
  if (!running) return saved.places.map(removed);
  return first
    ? [{ start: first.start, end: first.end, text: savedText(running, saved) }, ...later.map(removed)]
    : [];
}

/** The statement that is saved of what runs, and what it was saved as before. */
export function savedText(running: Definition, saved?: SavedDefinition): string {
  const text = createText(
    saved ? { ...withDefaults(running, saved), ...secretAddress(running, saved) } : running,
  );
  if (!text.includes('***')) return text;
  return `-- The credentials are not written: keep the connection in the sidebar and name it.\n${text}`;
}

/** What was said before and is not any more, a default of SET among it, is said as the default that holds now. */
function withDefaults(running: Definition, { options: before }: SavedDefinition): Definition {
  if (running.kind === 'group') return running;
  const left = Object.keys(before).filter((name) => running.options[name] === undefined);
  const said = left.flatMap((name) => {
    const value = defaultOf(running, name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...running, options: { ...running.options, ...Object.fromEntries(said) } };
}

/** The address as it is saved, where it is the same but for the credentials that what runs does not show. */
function secretAddress({ address }: Definition, saved: SavedDefinition): Pick<Definition, 'address'> {
  return address !== undefined && address.includes('***') && saved.address !== undefined
    ? { address: saved.address }
    : {};
}
