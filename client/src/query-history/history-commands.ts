import { commands, env, window, workspace, type QuickPickItem } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import { mayRun } from '../commands/run-target.ts';
import { sqlName } from '../commands/write-statement.ts';
import { split } from '../../../dialect/src/text/split.ts';
import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import type { Services } from '../services.ts';
import { askWords } from '../tree/tree-filter.ts';
import { showComparison } from './comparison-view.ts';
import { historyLine } from './history-lines.ts';
import type { HistoryTree } from './history-tree.ts';
import type { HistoryEntry, QueryHistory } from './query-history.ts';
import type { KeptResults } from './recorded-run.ts';
import { findStatement, showStatement, type StatementPlace } from './statement-place.ts';

export interface HistoryParts {
  readonly history: QueryHistory;
  readonly results: KeptResults;
  readonly tree: HistoryTree;
}

export function historyCommands({ history, results, tree }: HistoryParts): readonly CommandRow[] {
  /** The entries that a menu names: of a click beside the selection the one under it; those selected where nothing is named. */
  const named = (first: unknown, many: unknown): readonly HistoryEntry[] => {
    const given = Array.isArray(many) ? (many as unknown[]) : first === undefined ? tree.selection : [first];
    return given.flatMap((each) => history.get(idOf(each)) ?? []);
  };
  /** The same, or what a key means, which names `focused`; else those that somebody picks. */
  const chosen = async (title: string, first: unknown, many: unknown): Promise<readonly HistoryEntry[]> => {
    const entries = first === 'focused' ? named(undefined, await tree.focused()) : named(first, many);
    if (entries.length > 0) return entries;
    const picked = await pick(title, history.search(tree.words));
    return picked ? [picked] : [];
  };
  return [
    { id: 'qlsql.queryHistory.show', run: () => commands.executeCommand('qlsql.queryHistory.focus') },
    { id: 'qlsql.queryHistory.filter', run: (_, words) => filter(tree, words) },
    { id: 'qlsql.queryHistory.clearFilter', run: () => tree.filter('') },
    {
      id: 'qlsql.queryHistory.open',
      run: async (_, entry, many) => {
        for (const each of await chosen('Open which statement?', entry, many)) await open(each);
      },
    },
    {
      id: 'qlsql.queryHistory.run',
      run: async (services, entry, many) => {
        const [only] = await chosen('Run which statement again?', entry, many);
        if (only) await runAgain(services, only);
      },
    },
    {
      id: 'qlsql.queryHistory.copy',
      run: async (_, entry, many) => {
        const entries = await chosen('Copy which statement?', entry, many);
        if (entries.length === 0) return;
        await env.clipboard.writeText(entries.map(({ text }) => text).join('\n\n'));
        window.setStatusBarMessage(
          entries.length === 1 ? 'Statement copied' : `${entries.length} statements copied`,
          3000,
        );
      },
    },
    {
      id: 'qlsql.queryHistory.compare',
      run: async ({ beside }, entry, many) => {
        const entries = named(entry, many);
        const held = history.entries.filter(({ id }) => results.get(id));
        const pair = await pairOf(entries, held);
        if (!pair) return undefined;
        const [older, newer] = pair.toSorted((a, b) => a.id - b.id);
        const [left, right] = [older && results.get(older.id), newer && results.get(newer.id)];
        if (!older || !newer || !left || !right) {
          const message =
            'The rows of a result are held for the last 50 statements of this window: run the statement again to compare it.';
          void window.showInformationMessage(message);
          return undefined;
        }
        const now = Date.now();
        return await showComparison(beside, left, right, [
          historyLine(older, now).label,
          historyLine(newer, now).label,
        ]);
      },
    },
    {
      id: 'qlsql.queryHistory.delete',
      run: async (_, entry, many) => {
        const ids = (await chosen('Delete which entry?', entry, many)).map(({ id }) => id);
        history.delete(ids);
        results.delete(ids);
      },
    },
    {
      id: 'qlsql.queryHistory.clear',
      run: async (_, isSure) => {
        const yes = 'Clear';
        const detail =
          'The statements are deleted from the view and from where they are kept, with the rows that are held to be compared. Results that are open stay.';
        if (history.entries.length === 0) return tellEmpty();
        const answer =
          isSure === true
            ? yes
            : await window.showWarningMessage('Clear the whole history?', { modal: true, detail }, yes);
        if (answer !== yes) return;
        history.clear();
        results.clear();
      },
    },
  ];
}

function filter(tree: HistoryTree, words: unknown): void {
  if (typeof words === 'string') return tree.filter(words);
  askWords({
    words: tree.words,
    title: 'Filter the history by words of the statement, its pool or its problem',
    placeholder: 'orders read_pool',
    take: (typed) => tree.filter(typed),
  });
}

async function open(entry: HistoryEntry): Promise<void> {
  const place = await findStatement(entry);
  if (place) return await showStatement(place);
  const content = `${entry.text}\n`;
  await window.showTextDocument(await workspace.openTextDocument({ language: 'qlsql', content }));
}

/** Runs a statement where it stands, in its session; where it is not there any more, in a new file that goes through the same pool. */
async function runAgain({ runner, manager }: Services, entry: HistoryEntry): Promise<void> {
  if (!entry.isWhole) {
    const message =
      'What may be secret was left out of this statement, or its end: complete it, then run it.';
    void window.showInformationMessage(message);
    return await open(entry);
  }
  if (!(await mayRun())) return;
  const place = await findStatement(entry);
  if (place) await runner.run(place.document, [place.slice]);
  else {
    const { document, slices } = await newFile(entry, manager.names());
    await runner.run(document, slices);
  }
}

async function newFile(
  { text, pool }: HistoryEntry,
  pools: readonly string[],
): Promise<Pick<StatementPlace, 'document'> & { readonly slices: ReturnType<typeof split> }> {
  const isThere = pool !== undefined && pool !== implicitPool && pools.includes(pool);
  const whole = text.endsWith(';') ? text : `${text};`;
  const content = `${isThere ? `USE CONNECTION_POOL ${sqlName(pool)};\n\n` : ''}${whole}\n`;
  const document = await workspace.openTextDocument({ language: 'qlsql', content });
  await window.showTextDocument(document);
  return { document, slices: split(content) };
}

async function pick(title: string, entries: readonly HistoryEntry[]): Promise<HistoryEntry | undefined> {
  if (entries.length === 0) {
    tellEmpty();
    return undefined;
  }
  return (await window.showQuickPick(entries.map(itemOf), { placeHolder: title, matchOnDetail: true }))
    ?.entry;
}

function tellEmpty(): void {
  void window.showInformationMessage('There is no statement in the history yet: run one.');
}

/** Two of the given entries, or what somebody picks beside the one that is given. */
async function pairOf(
  given: readonly HistoryEntry[],
  held: readonly HistoryEntry[],
): Promise<readonly HistoryEntry[] | undefined> {
  if (given.length >= 2) return given.slice(0, 2);
  if (held.filter(({ id }) => id !== given[0]?.id).length < 2 - given.length) {
    void window.showInformationMessage('To compare two results, run two statements that give rows.');
    return undefined;
  }
  const first = given[0] ?? (await pick('Compare which result?', held));
  if (!first) return undefined;
  const others = held.filter(({ id }) => id !== first.id);
  const second = await pick(`Compare ${historyLine(first, Date.now()).label} with which result?`, others);
  return second && [first, second];
}

function itemOf(entry: HistoryEntry): QuickPickItem & { readonly entry: HistoryEntry } {
  const { label, description, icon } = historyLine(entry, Date.now());
  const detail = entry.text.replace(/\s+/g, ' ').slice(0, 200);
  return { label: `$(${icon}) ${label}`, description, detail, entry };
}

function idOf(argument: unknown): number {
  if (typeof argument === 'number') return argument;
  const has = typeof argument === 'object' && argument !== null && 'id' in argument;
  return has && typeof argument.id === 'number' ? argument.id : -1;
}
