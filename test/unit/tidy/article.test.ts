import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(path.join(root, 'docs', 'article.md'), 'utf8');

interface Row {
  readonly name: string;
  readonly file: string;
  readonly test: string;
  readonly title: string;
  readonly better: string;
}

/** The rows of the tables: `| `name` | `file` | `test`: title | what is better |`. */
const rows: readonly Row[] = page
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => {
    const [name = '', file = '', proof = '', better = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, test = '', title = ''] = /^`([^`]+)`: (.*)$/.exec(proof) ?? [];
    return { name: name.replaceAll('`', ''), file: file.replaceAll('`', ''), test, title, better };
  });

describe('docs/article.md', () => {
  for (const { name, file, test, title, better } of rows)
    it(`${name}: ${file} and its test are there`, () => {
      assert.ok(existsSync(path.join(root, file)), file);
      assert.ok(existsSync(path.join(root, test)), test);
      const source = readFileSync(path.join(root, test), 'utf8').replaceAll("\\'", "'");
      // A title may go on, or begin with what a test is made for.
      const named = title !== '' && [...source.matchAll(/\bit\(\s*(['`"])(.*?)\1,/gs)];
      assert.ok(named && named.some(([, , of = '']) => of.includes(title)), `${test} has no “${title}”`);
      assert.notEqual(better, '');
    });

  it('has every class and method of the article', function () {
    const article = path.join(root, '..', 'shared', 'seed', 'article.md');
    if (!existsSync(article)) this.skip();
    const code = readFileSync(article, 'utf8');
    const names = new Set(
      [
        /^ {2}(?:async )?(\w+)\(.*\) \{$/gm,
        /^ {6}(\w+): (?:async )?\(.*=>/gm,
        /^ {4}public \w[\w<>]* (\w+)\(/gm,
        /^async function (\w+)\(/gm,
        /^const (\w+) = new MongoClient\(/gm,
        /\b((?:USE_)?CONNECTION_POOLS?(?:_\w+)?)\(/g,
      ].flatMap((form) => [...code.matchAll(form)].map(([, name = '']) => name)),
    );
    assert.ok(names.size > 60, String(names.size));
    const told = new Set(rows.map(({ name }) => name.replace('()', '')));
    assert.deepEqual(
      [...names].filter((name) => !told.has(name)),
      [],
    );
  });
});
