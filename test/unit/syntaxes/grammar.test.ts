import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar, type StateStack } from 'vscode-textmate';
import { grammarFile, grammarText } from '../../../syntaxes/generate.mjs';

const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
let grammar: IGrammar;

/** Each piece of the text that has a scope of its own, as `text=scope`, without `source` and the ending `.qlsql`. */
function scopes(text: string): string[] {
  let stack: StateStack = textmate.INITIAL;
  return text.split('\n').flatMap((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens
      .filter(
        ({ scopes: names, startIndex, endIndex }) =>
          names.length > 1 && line.slice(startIndex, endIndex).trim(),
      )
      .map(({ scopes: names, startIndex, endIndex }) => {
        return `${line.slice(startIndex, endIndex).trim()}=${names.at(-1)?.replace(/\.qlsql$/, '')}`;
      });
  });
}

/** The words of the text that have a scope; marks are left out. */
function words(text: string): string {
  return scopes(text)
    .filter((scope) => !/=(?:punctuation|keyword\.operator$)/.test(scope))
    .join(' ');
}

describe('the TextMate grammar', () => {
  before(async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(wasm);
    await oniguruma.loadWASM(buffer.slice(byteOffset, byteOffset + byteLength));
    const registry = new textmate.Registry({
      onigLib: Promise.resolve({
        createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
        createOnigString: (text) => new oniguruma.OnigString(text),
      }),
      loadGrammar: async () => textmate.parseRawGrammar(await grammarText(), grammarFile),
    });
    grammar = (await registry.loadGrammar('source.qlsql'))!;
  });

  it('is what syntaxes/generate.mjs makes of the tables', async () => {
    const current = readFileSync(grammarFile, 'utf8') === (await grammarText());
    assert.ok(current, 'qlsql.tmLanguage.json is old: run node syntaxes/generate.mjs');
  });

  it('tells keywords from the columns that have their names', () => {
    assert.equal(
      words('SELECT type FROM t'),
      'SELECT=keyword.other type=keyword.other FROM=keyword.other t=variable.other',
    );
    assert.equal(
      words('select o.type, key = 1, first'),
      'select=keyword.other o=variable.other type=variable.other.member key=variable.other 1=constant.numeric first=keyword.other',
    );
    assert.equal(
      words('ORDER BY a NULLS LAST, b'),
      'ORDER=keyword.other BY=keyword.other a=variable.other NULLS LAST=keyword.other b=variable.other',
    );
    assert.equal(
      words('a AND b IS NOT MISSING'),
      'a=variable.other AND=keyword.operator.word b=variable.other IS=keyword.operator.word NOT=keyword.operator.word MISSING=constant.language',
    );
    assert.equal(
      words('CASE WHEN a THEN 1 END'),
      'CASE=keyword.control WHEN=keyword.control a=variable.other THEN=keyword.control 1=constant.numeric END=keyword.control',
    );
  });

  it('knows functions, types and pools', () => {
    assert.equal(
      words('COUNT(a), my_own(b)'),
      'COUNT=support.function a=variable.other my_own=entity.name.function b=variable.other',
    );
    assert.equal(
      words('connection_pool_active() CURRENT_DATE'),
      'connection_pool_active=support.function.pool CURRENT_DATE=support.function',
    );
    assert.equal(
      words("a::numeric DATE '2024-01-01' date = 1").replace(/'/g, ''),
      'a=variable.other numeric=storage.type DATE=storage.type =string.quoted.single 2024-01-01=string.quoted.single =string.quoted.single date=variable.other 1=constant.numeric',
    );
    assert.equal(
      words('USE CONNECTION_POOL read_pool'),
      'USE=keyword.other CONNECTION_POOL=keyword.other read_pool=entity.name.type.pool',
    );
    assert.equal(
      words('WITH (maxPoolSize = 5)'),
      'WITH=keyword.other maxPoolSize=support.type.property-name 5=constant.numeric',
    );
  });

  it('keeps what lies in strings and comments apart', () => {
    assert.deepEqual(scopes('-- SELECT').at(0), '-- SELECT=comment.line.double-dash');
    assert.ok(
      scopes('/* a /* b */\n SELECT */ 1')
        .slice(0, -1)
        .every((scope) => scope.includes('comment.block')),
    );
    assert.ok(scopes("'it''s' x").includes("''=constant.character.escape"));
    assert.ok(scopes("E'a\\'b' x").includes('x=variable.other'));
    assert.ok(scopes('$tag$ SELECT\n $$ $tag$ x').includes('x=variable.other'));
    assert.ok(scopes('"a ""b""" `c` x').includes('x=variable.other'));
    assert.ok(scopes("MESSAGE 'at {{rate}}'").includes('{{rate}}=constant.other.placeholder'));
  });

  it('knows numbers, variables and parameters', () => {
    assert.equal(
      words('1_000 1.5e-3 0x1F .5'),
      '1_000=constant.numeric 1.5e-3=constant.numeric 0x1F=constant.numeric .5=constant.numeric',
    );
    assert.equal(
      words('@pool := $1 + :name'),
      '@pool=variable.other.session $1=variable.parameter :name=variable.parameter',
    );
    assert.equal(
      words('a::int, items[1:3]'),
      'a=variable.other int=storage.type items=variable.other 1=constant.numeric 3=constant.numeric',
    );
  });
});
