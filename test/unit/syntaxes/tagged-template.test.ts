import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type StateStack } from 'vscode-textmate';
import { grammarText } from '../../../syntaxes/generate.mjs';

const folder = path.join(import.meta.dirname, '../../../syntaxes');

/** What of TypeScript's own grammar matters here: its template strings and what is substituted in them. */
const typescript = JSON.stringify({
  scopeName: 'source.ts',
  patterns: [{ include: '#template' }, { match: '\\bconst\\b', name: 'storage.type.ts' }],
  repository: {
    template: { name: 'string.template.ts', begin: '`', end: '`' },
    'template-substitution-element': { name: 'meta.template.expression.ts', begin: '\\$\\{', end: '\\}' },
  },
});

const texts: Readonly<Record<string, () => string | Promise<string>>> = {
  'source.ts': () => typescript,
  'source.qlsql': grammarText,
  'inline.qlsql.template': () => readFileSync(path.join(folder, 'tagged-template.tmLanguage.json'), 'utf8'),
};

describe('SQL in templates of TypeScript', () => {
  let grammar: IGrammar;

  /** The scope of each word of the text. */
  function scopes(text: string): Record<string, string> {
    let stack: StateStack = textmate.INITIAL;
    const found: [string, string][] = [];
    for (const line of text.split('\n')) {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
      stack = ruleStack;
      for (const { startIndex, endIndex, scopes: names } of tokens) {
        const word = line.slice(startIndex, endIndex).trim();
        if (word) found.push([word, names.at(-1) ?? '']);
      }
    }
    return Object.fromEntries(found);
  }

  before(async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      getInjections: (scope) => (scope === 'source.ts' ? ['inline.qlsql.template'] : undefined),
      loadGrammar: async (scope) => {
        const text = await texts[scope]?.();
        return text === undefined ? null : textmate.parseRawGrammar(text, `${scope}.json`);
      },
    });
    grammar = (await registry.loadGrammar('source.ts'))!;
  });

  for (const [name, before] of Object.entries({ 'a tag': 'qlsql`', 'a comment': '/* qlsql */ `' })) {
    it(`has its colours behind ${name}, over lines, until the template ends`, () => {
      const found = scopes(`const a = ${before}SELECT total\nFROM orders\`; const after = 1;`);
      assert.equal(found['SELECT'], 'keyword.other.qlsql');
      assert.equal(found['FROM'], 'keyword.other.qlsql');
      assert.equal(found['const'], 'storage.type.ts');
    });
  }

  it('gives way to what is substituted', () => {
    const found = scopes('qlsql`SELECT ${ select } FROM orders`');
    assert.match(found['select'] ?? found['select }'] ?? '', /^meta\.template\.expression/);
    assert.equal(found['FROM'], 'keyword.other.qlsql');
  });

  it('has none in other templates', () => {
    assert.equal(scopes('`SELECT total`')['SELECT total'], 'string.template.ts');
  });
});
