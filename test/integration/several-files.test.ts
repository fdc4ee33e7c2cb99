import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageSession } from './language-session.ts';

interface Location {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

const created = 'CREATE CONNECTION_POOL reports WITH (maxPoolSize = 5);\n';
const used = "USE CONNECTION_POOL reports;\nSELECT CONNECTION_POOL_ACTIVE('reports');\n";

describe('the language server, over several files', () => {
  let root: string;
  let session: LanguageSession;

  /** The address of a file below the root, which is written to the disk with a text. */
  function file(name: string, text?: string): string {
    const full = path.join(root, name);
    if (text !== undefined) {
      mkdirSync(path.dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
    return pathToFileURL(full).href;
  }

  const places = (found: readonly Location[] | null) =>
    (found ?? []).map(
      ({ uri, range: { start } }) => `${path.posix.basename(uri)} ${start.line}:${start.character}`,
    );

  const definitionAt = async (uri: string, place: readonly [number, number]) =>
    places(await session.ask<Location[] | null>('textDocument/definition', uri, place));

  const referencesAt = async (uri: string, place: readonly [number, number]) =>
    places(
      await session.ask('textDocument/references', uri, place, { context: { includeDeclaration: true } }),
    );

  /** How many places a rename changes, by file. */
  async function renamed(uri: string, place: readonly [number, number]): Promise<Record<string, number>> {
    const edit = await session.ask<{ changes: Record<string, unknown[]> } | null>(
      'textDocument/rename',
      uri,
      place,
      { newName: 'ours' },
    );
    const changes = Object.entries(edit?.changes ?? {});
    return Object.fromEntries(changes.map(([each, list]) => [path.posix.basename(each), list.length]));
  }

  const symbols = async (query: string) => {
    const found = await session.connection.sendRequest<{ name: string; location: Location }[]>(
      'workspace/symbol',
      { query },
    );
    return found.map(({ name, location }) => `${name} ${path.posix.basename(location.uri)}`);
  };

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'qlsql-files-')));
    session = new LanguageSession();
  });
  afterEach(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('finds, and renames, a pool of one file in the others', async () => {
    const [pools, report] = [file('pools.qlsql'), file('report.qlsql')];
    await session.start({}, { folders: [file('')] });
    await session.open(pools, created);
    await session.open(report, used);
    assert.deepEqual(await definitionAt(report, [1, 35]), ['pools.qlsql 0:23']);
    assert.deepEqual(await referencesAt(pools, [0, 25]), [
      'pools.qlsql 0:23',
      'report.qlsql 0:20',
      'report.qlsql 1:30',
    ]);
    assert.deepEqual(await renamed(report, [0, 22]), { 'pools.qlsql': 1, 'report.qlsql': 2 });
    assert.deepEqual(await symbols('rep'), ['reports pools.qlsql']);
  });

  it('follows a file to its new name, and forgets one that is deleted', async () => {
    const [old, now, report] = [file('old.qlsql'), file('new.qlsql'), file('report.qlsql')];
    await session.start({}, { folders: [file('')] });
    await session.open(old, created);
    await session.open(report, used);
    assert.deepEqual(await definitionAt(report, [0, 22]), ['old.qlsql 0:23']);
    await session.closeFile(old);
    await session.open(now, created);
    assert.deepEqual(await definitionAt(report, [0, 22]), ['new.qlsql 0:23']);
    await session.closeFile(now);
    assert.deepEqual(await definitionAt(report, [0, 22]), []);
    assert.deepEqual(await renamed(report, [0, 22]), {});
    assert.deepEqual(await symbols('rep'), []);
  });

  it('goes by what an open file says now, whatever changed it', async () => {
    const [pools, report] = [file('pools.qlsql'), file('report.qlsql')];
    await session.start({}, { folders: [file('')] });
    await session.open(pools, created);
    await session.open(report, used);
    await session.change(pools, `-- moved\n\n${created}`);
    assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 2:23']);
    await session.change(pools, 'CREATE CONNECTION_POOL others;');
    assert.deepEqual(await definitionAt(report, [0, 22]), []);
  });

  it('knows the files of several folders, and documents that have no file yet', async () => {
    const [pools, report, draft] = [file('one/pools.qlsql'), file('two/report.qlsql'), 'untitled:Untitled-1'];
    await session.start({}, { folders: [file('one'), file('two')] });
    await session.open(pools, created);
    await session.open(report, used);
    await session.open(draft, used);
    assert.deepEqual(await definitionAt(draft, [0, 22]), ['pools.qlsql 0:23']);
    assert.deepEqual(await renamed(draft, [0, 22]), {
      'untitled:Untitled-1': 2,
      'pools.qlsql': 1,
      'report.qlsql': 2,
    });
    await session.closeFile(draft);
    assert.deepEqual(await renamed(report, [0, 22]), { 'pools.qlsql': 1, 'report.qlsql': 2 });
  });

  it('tells of a pool that nobody creates in the file, until it does; and takes back what it told of a closed file', async () => {
    const report = file('report.qlsql');
    const sent: { uri: string; codes: string[] }[] = [];
    let told = () => {};
    const nextTold = () => new Promise<void>((resolve) => (told = resolve));
    session.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { uri: string; diagnostics: { code: string }[] }) => {
        sent.push({ uri, codes: diagnostics.map(({ code }) => code) });
        told();
      },
    );
    await session.start({}, { folders: [file('')] });
    const first = nextTold();
    await session.open(report, used);
    await first;
    assert.deepEqual(sent.at(-1), { uri: report, codes: ['QL5006', 'QL5006'] });
    const second = nextTold();
    await session.change(report, created + used);
    await second;
    assert.deepEqual(sent.at(-1)?.codes, []);
    const third = nextTold();
    await session.closeFile(report);
    await third;
    assert.deepEqual(sent.at(-1), { uri: report, codes: [] });
  });

  it('reads the cells of a notebook as one, and no other notebook with them', async () => {
    const cell = (notebook: string, id: string) =>
      `vscode-notebook-cell:${file(`${notebook}.qlsqlnb`).slice('file:'.length)}#${id}`;
    const [set, use, other] = [cell('a', 'W0'), cell('a', 'W1'), cell('b', 'W0')];
    await session.start({}, { folders: [file('')] });
    await session.open(set, 'SET @limit = 5;\nCREATE CONNECTION_POOL reports;');
    await session.open(use, 'USE CONNECTION_POOL reports;\nSELECT @limit;');
    await session.open(other, 'SELECT @limit;');
    assert.deepEqual(await definitionAt(use, [1, 9]), ['a.qlsqlnb#W0 0:4']);
    assert.deepEqual(await definitionAt(use, [0, 22]), ['a.qlsqlnb#W0 1:23']);
    assert.deepEqual(await definitionAt(other, [0, 9]), []);
    assert.deepEqual(await renamed(use, [1, 9]), { 'a.qlsqlnb#W0': 1, 'a.qlsqlnb#W1': 1 });
    // The cell that sets it is deleted.
    await session.closeFile(set);
    assert.deepEqual(await definitionAt(use, [1, 9]), []);
    assert.deepEqual(await renamed(use, [1, 9]), {});
  });
});
