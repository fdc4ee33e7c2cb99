import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');
const guide = readFileSync(path.join(root, 'docs/guide.md'), 'utf8');
const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');

interface Manifest {
  readonly scripts: Record<string, string>;
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; enablement?: string }[];
    readonly menus: Record<string, readonly { command?: string; when?: string }[]>;
    readonly configuration: { readonly properties: Record<string, unknown> };
    readonly views: Record<string, readonly { id: string; type?: string }[]>;
    readonly viewsWelcome: readonly { view: string; when?: string }[];
  };
}
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

describe('what the package offers can be found', () => {
  const { commands, menus } = manifest.contributes;
  const { commandPalette = [], ...others } = menus;

  it('every command is in a menu', () => {
    const inMenus = new Set(
      Object.values(others)
        .flat()
        .map(({ command }) => command),
    );
    assert.deepEqual(
      commands.map(({ command }) => command).filter((command) => !inMenus.has(command)),
      [],
    );
  });

  it('every command is in the palette, but for what needs a row that is named', () => {
    const hidden = commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    assert.deepEqual(hidden, ['qlsql.connections.insertName']);
  });

  it('no menu names a command that is not there', () => {
    const known = new Set(commands.map(({ command }) => command));
    const named = Object.values(menus)
      .flat()
      .flatMap(({ command }) => (command === undefined ? [] : [command]));
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });
});

describe('what a view shows', () => {
  const { views, viewsWelcome } = manifest.contributes;
  const trees = Object.values(views)
    .flat()
    .filter(({ type }) => type !== 'webview');

  for (const { id } of trees)
    it(`${id} says something before it is read, else VS Code says that nobody provides it, and where it is empty`, () => {
      const said = viewsWelcome.filter(({ view }) => view === id).map(({ when }) => when ?? '');
      assert.equal(said.filter((when) => when === '!qlsql.isReady').length, 1);
      assert.ok(said.some((when) => when.endsWith('&& qlsql.isReady')));
    });
});

describe('what the package offers is documented', () => {
  it('docs/guide.md tells of every command', () => {
    const missing = manifest.contributes.commands.filter(({ command }) => !guide.includes(`\`${command}\``));
    assert.deepEqual(
      missing.map(({ command }) => command),
      [],
    );
  });

  it('docs/guide.md tells of every setting', () => {
    const settings = Object.keys(manifest.contributes.configuration.properties);
    assert.deepEqual(
      settings.filter((setting) => !guide.includes(`\`${setting}\``)),
      [],
    );
  });

  it('CONTRIBUTING.md tells of every script', () => {
    // `format` and the checks are parts of `ready`; `vscode:` scripts are the packager's own hooks.
    const parts = ['format', 'format:check', 'lint', 'types'];
    const scripts = Object.keys(manifest.scripts).filter(
      (name) => !parts.includes(name) && !name.startsWith('vscode:'),
    );
    const named = (name: string) =>
      name === 'test'
        ? contributing.includes('`npm test`')
        : new RegExp(`\`npm run ${name}[\` ]`).test(contributing);
    assert.deepEqual(
      scripts.filter((name) => !named(name)),
      [],
    );
  });
});
