import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FileChangeType } from 'vscode-languageserver/node';
import { LanguageSession } from './language-session.ts';

interface Location {
  readonly uri: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

interface Watching {
  readonly registrations: readonly {
    readonly method: string;
    readonly registerOptions: { readonly watchers: readonly { readonly globPattern: string }[] };
  }[];
}

const created = 'CREATE CONNECTION_POOL reports WITH (maxPoolSize = 5);\n';
const used = "USE CONNECTION_POOL reports;\nSELECT CONNECTION_POOL_ACTIVE('reports');\n";

describe('the language server, over several files', () => {
  let root: string;
  let session: LanguageSession;
  let watched: Promise<Watching>;
  /** The files that a test wrote. */
  const written = new Set<string>();

  /** The address of a path below the root. */
  const address = (name: string) => pathToFileURL(path.join(root, name)).href;

  /** What a client says that watches files. */
  async function tell(type: FileChangeType, ...uris: readonly string[]): Promise<void> {
    const changes = uris.map((uri) => ({ uri, type }));
    await session.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
  }

  /** Writes a file that no editor has open; gives its address. */
  async function write(name: string, text: string): Promise<string> {
    const full = path.join(root, name);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, text);
    const uri = address(name);
    await tell(written.has(uri) ? FileChangeType.Changed : FileChangeType.Created, uri);
    written.add(uri);
    return uri;
  }

  async function remove(uri: string): Promise<void> {
    rmSync(fileURLToPath(uri));
    written.delete(uri);
    await tell(FileChangeType.Deleted, uri);
  }

  /** Writes a file and opens it. */
  async function open(name: string, text: string): Promise<string> {
    const uri = await write(name, text);
    await session.open(uri, text);
    return uri;
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
    return found.map(({ name, location }) => `${name} ${places([location])[0]}`);
  };

  before(async () => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'qlsql-files-')));
    session = new LanguageSession();
    watched = new Promise((resolve) => {
      session.connection.onRequest('client/registerCapability', (asked: Watching) => resolve(asked));
    });
    const workspace = { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true };
    await session.start({ workspace }, { folders: [address('')] });
  });
  afterEach(async () => {
    await session.closeFiles();
    for (const uri of written) await remove(uri);
  });
  after(async () => {
    await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('finds, and renames, a pool of one file in the others', async () => {
    const [pools, report] = [await open('pools.qlsql', created), await open('report.qlsql', used)];
    assert.deepEqual(await definitionAt(report, [1, 35]), ['pools.qlsql 0:23']);
    assert.deepEqual(await referencesAt(pools, [0, 25]), [
      'pools.qlsql 0:23',
      'report.qlsql 0:20',
      'report.qlsql 1:30',
    ]);
    assert.deepEqual(await renamed(report, [0, 22]), { 'pools.qlsql': 1, 'report.qlsql': 2 });
    assert.deepEqual(await symbols('rep'), ['reports pools.qlsql 0:23']);
  });

  it('follows a file to its new name, and forgets one that is deleted', async () => {
    const [old, report] = [await open('old.qlsql', created), await open('report.qlsql', used)];
    assert.deepEqual(await definitionAt(report, [0, 22]), ['old.qlsql 0:23']);
    await session.closeFile(old);
    await remove(old);
    const now = await open('new.qlsql', created);
    assert.deepEqual(await definitionAt(report, [0, 22]), ['new.qlsql 0:23']);
    await session.closeFile(now);
    await remove(now);
    assert.deepEqual(await definitionAt(report, [0, 22]), []);
    assert.deepEqual(await renamed(report, [0, 22]), {});
    assert.deepEqual(await symbols('rep'), []);
  });

  it('goes by what an open file says now, whatever changed it', async () => {
    const [pools, report] = [await open('pools.qlsql', created), await open('report.qlsql', used)];
    await session.change(pools, `-- moved\n\n${created}`);
    assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 2:23']);
    await session.change(pools, 'CREATE CONNECTION_POOL others;');
    assert.deepEqual(await definitionAt(report, [0, 22]), []);
    assert.deepEqual(await symbols('r'), ['others pools.qlsql 0:23']);
  });

  it('knows documents that have no file yet', async () => {
    const [, report, draft] = [
      await open('one/pools.qlsql', created),
      await open('two/report.qlsql', used),
      'untitled:Untitled-1',
    ];
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

  describe('of which nobody has opened some', () => {
    it('asks to be told of them', async () => {
      const [watching] = (await watched).registrations;
      assert.equal(watching?.method, 'workspace/didChangeWatchedFiles');
      assert.deepEqual(watching.registerOptions.watchers, [{ globPattern: '**/*.qlsql' }]);
    });

    it('finds, and renames, names in them', async () => {
      await write('pools.qlsql', `\uFEFF${created}`);
      await write('deep/er/other.qlsql', `SELECT 1;\r\n${used}`);
      await write('node_modules/theirs.qlsql', created);
      await write('notes.sql', created);
      const report = await open('report.qlsql', used);
      assert.deepEqual(await definitionAt(report, [1, 35]), ['pools.qlsql 0:23']);
      assert.deepEqual(await referencesAt(report, [0, 22]), [
        'report.qlsql 0:20',
        'report.qlsql 1:30',
        'pools.qlsql 0:23',
        'other.qlsql 1:20',
        'other.qlsql 2:30',
      ]);
      assert.deepEqual(await renamed(report, [0, 22]), {
        'report.qlsql': 2,
        'pools.qlsql': 1,
        'other.qlsql': 2,
      });
      const prepared = await session.ask<{ placeholder: string }>(
        'textDocument/prepareRename',
        report,
        [0, 22],
      );
      assert.equal(prepared.placeholder, 'reports');
      assert.deepEqual(await symbols('rep'), ['reports pools.qlsql 0:23']);
    });

    it('says which notebooks keep the old name, since they are not open', async () => {
      const report = await open('report.qlsql', created + used);
      const notebook = (...code: readonly string[]) =>
        JSON.stringify({ qlsqlnb: 1, cells: [{ markdown: ['reports'] }, { code }, { code: ['SELECT 1'] }] });
      await write('monthly figures.qlsqlnb', notebook('-- of', 'USE CONNECTION_POOL reports'));
      await write('deep/daily.qlsqlnb', notebook("SELECT CONNECTION_POOL_ACTIVE('reports')"));
      await write('quiet.qlsqlnb', notebook("SELECT 'reports' AS reports"));
      await write('broken.qlsqlnb', '{ reports');
      const told = new Promise<string>((resolve) => {
        session.connection.onNotification('window/showMessage', ({ message }: { message: string }) =>
          resolve(message),
        );
      });
      assert.deepEqual(await renamed(report, [0, 25]), { 'report.qlsql': 3 });
      assert.equal(
        await told,
        'The old name stays in notebooks that are not open: monthly figures.qlsqlnb, daily.qlsqlnb. Open them first, or replace it there.',
      );
    });

    it('goes by what is on the disk now, until they are opened', async () => {
      const pools = await write('pools.qlsql', created);
      const report = await open('report.qlsql', used);
      assert.deepEqual(await symbols('rep'), ['reports pools.qlsql 0:23']);
      await write('pools.qlsql', `-- moved\n${created}`);
      assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 1:23']);
      assert.deepEqual(await symbols('rep'), ['reports pools.qlsql 1:23']);
      await session.open(pools, `-- edited,\n-- not saved\n${created}`);
      assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 2:23']);
      assert.deepEqual(await symbols('rep'), ['reports pools.qlsql 2:23']);
      await session.closeFile(pools);
      assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 1:23']);
    });

    it('takes the cells of a script that is open as a notebook for its text', async () => {
      await write('pools.qlsql', created);
      const report = await open('report.qlsql', used);
      const cell = `${address('pools.qlsql').replace('file://', 'vscode-notebook-cell:')}#W0`;
      await session.open(cell, created);
      assert.deepEqual(await renamed(report, [0, 22]), { 'report.qlsql': 2, 'pools.qlsql#W0': 1 });
    });

    it('goes to the CREATE of a collection in one of them', async () => {
      await write('schema.qlsql', 'CREATE COLLECTION harbours (name text);');
      const report = await open('report.qlsql', 'SELECT h.name FROM harbours AS h;');
      const found = await session.ask<Location[]>('textDocument/typeDefinition', report, [0, 7]);
      assert.deepEqual(places(found), ['schema.qlsql 0:18']);
    });

    it('knows the folders that the workspace gets and loses', async () => {
      const elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), 'qlsql-else-')));
      try {
        writeFileSync(path.join(elsewhere, 'pools.qlsql'), created);
        const report = await open('report.qlsql', used);
        const folder = { uri: pathToFileURL(elsewhere).href, name: 'elsewhere' };
        const change = async (added: readonly object[], removed: readonly object[]) =>
          session.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
            event: { added, removed },
          });
        assert.deepEqual(await definitionAt(report, [0, 22]), []);
        await change([folder], []);
        assert.deepEqual(await definitionAt(report, [0, 22]), ['pools.qlsql 0:23']);
        await change([], [folder]);
        assert.deepEqual(await definitionAt(report, [0, 22]), []);
      } finally {
        rmSync(elsewhere, { recursive: true, force: true });
      }
    });
  });

  it('tells of a pool that nobody creates in the file, until it does; and takes back what it told of a closed file', async () => {
    const report = address('report.qlsql');
    const sent: { uri: string; codes: string[] }[] = [];
    let told = () => {};
    const nextTold = () => new Promise<void>((resolve) => (told = resolve));
    const listening = session.connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri, diagnostics }: { uri: string; diagnostics: { code: string }[] }) => {
        if (uri !== report) return;
        sent.push({ uri, codes: diagnostics.map(({ code }) => code) });
        told();
      },
    );
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
    listening.dispose();
  });

  it('reads the cells of a notebook as one, and no other notebook with them', async () => {
    const cell = (notebook: string, id: string) =>
      `vscode-notebook-cell:${address(`${notebook}.qlsqlnb`).slice('file:'.length)}#${id}`;
    const [set, use, other] = [cell('a', 'W0'), cell('a', 'W1'), cell('b', 'W0')];
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
