import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNeovim } from '../../scripts/parts/neovim.mjs';

const root = path.resolve(import.meta.dirname, '../..');

/** What stands in docs/other-editors.md for `init.lua`, with the program of this clone. */
function documented(): string {
  const page = readFileSync(path.join(root, 'docs/other-editors.md'), 'utf8');
  const [lua = ''] = /(?<=## Neovim[^]*?```lua\n)[^]*?(?=```)/.exec(page) ?? [];
  return lua.replaceAll('/opt/qlsql/qlsql.mjs', path.join(root, 'client/src/cli/qlsql.ts'));
}

const text = [
  'CREATE CONNECTION_POOL read_pool WITH (maxPoolSzie = 5, maxIdleTimeMS = 60000);',
  'USE CONNECTION_POOL read_pool;',
  'SELECT o.total, count(*) over() FROM (SELECT 1 AS total) AS o where o.total>0;',
  "SELECT upper('x');",
  '',
].join('\n');

/** What ask.lua writes. */
interface Answers {
  readonly failure?: string;
  readonly diagnostics: readonly string[];
  readonly hover: string;
  readonly completion: string;
  readonly signature: string;
  readonly definition: { readonly range: { readonly start: object } };
  readonly hints: readonly string[];
  readonly lines: readonly string[];
  readonly elsewhere: readonly string[];
  readonly refactorings: readonly string[];
  readonly [count: string]: unknown;
}

describe('qlsql lsp --stdio in Neovim, configured as the documentation says', function () {
  this.timeout(120_000);
  let folder: string;
  let answers: Answers;

  before(async function () {
    const neovim = await findNeovim();
    // Neither on this machine nor to be had: there is nothing to ask.
    if (!neovim) return this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'qlsql-nvim-'));
    mkdirSync(path.join(folder, 'nvim'));
    writeFileSync(path.join(folder, 'nvim/init.lua'), documented());
    writeFileSync(path.join(folder, 'pools.qlsql'), text);
    // A file that nobody has opened, below the folder that marks the root.
    mkdirSync(path.join(folder, '.git'));
    writeFileSync(path.join(folder, 'reports.qlsql'), 'USE CONNECTION_POOL read_pool;\n');
    const ask = path.join(root, 'test/integration/neovim/ask.lua');
    const editor = spawn(neovim.path, ['--headless', '-n', 'pools.qlsql', '-c', `luafile ${ask}`], {
      cwd: folder,
      env: {
        ...process.env,
        ...neovim.env,
        ...{ XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder, XDG_CACHE_HOME: folder },
        QLSQL_ANSWERS: path.join(folder, 'answers.json'),
      },
      stdio: 'ignore',
    });
    await once(editor, 'exit');
    answers = JSON.parse(readFileSync(path.join(folder, 'answers.json'), 'utf8')) as Answers;
    assert.equal(answers.failure, undefined);
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it('shows problems and takes their fixes', () => {
    assert.deepEqual(answers.diagnostics, ['QL3001 0:39-50']);
    assert.match(answers.lines[0] ?? '', /maxPoolSize = 5/);
  });

  it('hovers, completes, tells signatures and goes to definitions', () => {
    assert.match(answers.hover, /\*\*maxPoolSize\*\*/);
    assert.equal(answers.completion, 'total');
    assert.match(answers.signature, /^UPPER\(/);
    assert.deepEqual(answers.definition.range.start, { line: 0, character: 23 });
  });

  it('renames also in files that are not open', () => {
    assert.deepEqual(answers.elsewhere, ['USE CONNECTION_POOL readers;']);
  });

  it('renames, lays out and refactors', () => {
    assert.deepEqual(answers.lines, [
      'CREATE CONNECTION_POOL readers WITH (maxPoolSize = 5, maxIdleTimeMS = 60000);',
      'USE CONNECTION_POOL readers;',
      'SELECT o.total, count(*) OVER () FROM (SELECT 1 AS total) AS o WHERE o.total > 0;',
      "SELECT upper('x');",
    ]);
    assert.ok(Array.isArray(answers.refactorings));
  });

  it('answers all else that an editor asks for, with the settings that it is given', () => {
    const { references, highlights, outline, workspace, folds, selection, tokens, lenses } = answers;
    assert.deepEqual(
      { references, highlights, outline, workspace, folds, selection, lenses },
      { references: 3, highlights: 2, outline: 4, workspace: 1, folds: 0, selection: 1, lenses: 0 },
    );
    assert.ok(Number(tokens) > 10);
    assert.deepEqual(answers.hints, ['1 min', ': bigint', ': text']);
  });
});
