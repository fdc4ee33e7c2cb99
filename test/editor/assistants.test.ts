import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connect, tidy } from './fixtures.ts';

describe('a language model', () => {
  before(connect);
  after(tidy);

  async function ask(tool: string, input: object): Promise<string> {
    const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  }

  it('finds the tools of the manifest, each answered', () => {
    const { languageModelTools } = (
      vscode.extensions.getExtension('qlsql.qlsql')?.packageJSON as {
        contributes: { languageModelTools: { name: string }[] };
      }
    ).contributes;
    const known = vscode.lm.tools.map(({ name }) => name);
    for (const { name } of languageModelTools) assert.ok(known.includes(name), name);
  });

  it('compiles a statement and reads the pools', async () => {
    assert.match(await ask('qlsql_compile', { sql: 'SELECT 1 AS one' }), /^db\.aggregate\(\[/);
    assert.match(await ask('qlsql_pools', {}), /^(No rows\.|\{"pool_name")/);
  });

  it('is refused what writes', async () => {
    assert.match(
      await ask('qlsql_query', { sql: 'CREATE CONNECTION_POOL sneaked WITH (maxPoolSize = 1)' }),
      /^QL5062: .*CREATE CONNECTION_POOL of sneaked/,
    );
  });
});
