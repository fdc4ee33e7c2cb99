import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { layers, type Layer } from '../../../scripts/layers.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

const rooms = [
  'client',
  'server',
  'dialect',
  'syntaxes',
  'media',
  'test',
  'docs',
  'bench',
  'examples',
  'scripts',
];

/** Paths in backticks and in links that begin with one of our folders. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)].map((match) => match[1] ?? '');
  return quoted.filter((name) => name.includes('/') && rooms.includes(name.split('/')[0] ?? ''));
}

/** The table of docs/architecture.md, as scripts/layers.mjs says it. */
export function layerTable(table: readonly Layer[]): string {
  const cell = (items: readonly string[]) => items.map((item) => `\`${item}\``).join(', ') || 'nothing';
  return [
    '| room | may import | packages |',
    '| --- | --- | --- |',
    ...table.map((layer) => `| \`${layer.room}\` | ${cell(layer.may)} | ${cell(layer.packages)} |`),
  ].join('\n');
}

describe('the documentation is true', () => {
  for (const page of pages) {
    it(`${page} names only paths that exist`, () => {
      const missing = pathsIn(read(page)).filter(
        (name) => !existsSync(path.join(root, name)) && !existsSync(path.join(root, `${name}.ts`)),
      );
      assert.deepEqual(missing, []);
    });

    it(`${page} links only to files that exist`, () => {
      const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
        (match) => match[1] ?? '',
      );
      const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(page), link)));
      assert.deepEqual(missing, []);
    });
  }

  it('docs/architecture.md has the layer table that the linter enforces', () => {
    const between =
      /<!-- layers -->\n([\s\S]*?)<!-- \/layers -->/.exec(read('docs/architecture.md'))?.[1] ?? '';
    const squeeze = (text: string) => text.replace(/ +/g, ' ').replace(/-+/g, '-').trim();
    assert.equal(squeeze(between), squeeze(layerTable(layers)));
  });

  it('every room of the layer table exists', () => {
    assert.deepEqual(
      layers.map((layer) => layer.room).filter((room) => !existsSync(path.join(root, room))),
      [],
    );
  });
});
