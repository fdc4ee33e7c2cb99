import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import * as vscode from 'vscode';
import { answerChat } from '../../client/src/assistants/participant.ts';
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

  /** A model that says what it is told to, round by round, and keeps what it was sent. */
  async function chat(
    rounds: readonly vscode.LanguageModelToolCallPart[],
    history: vscode.ChatContext['history'] = [],
  ): Promise<{ readonly said: string; readonly sent: string }> {
    let [said, sent, round] = ['', '', 0];
    const part = () => rounds[round++] ?? new vscode.LanguageModelTextPart('The end.');
    const model = {
      sendRequest: (messages: readonly vscode.LanguageModelChatMessage[]) => {
        sent = JSON.stringify(messages);
        return Promise.resolve({
          stream: (async function* () {
            yield await Promise.resolve(part());
          })(),
        });
      },
    };
    await answerChat(
      { prompt: 'And now?', command: undefined, toolInvocationToken: undefined, model } as never,
      { history },
      { markdown: (text: string) => void (said += text) } as never,
      new vscode.CancellationTokenSource().token,
    );
    return { said, sent };
  }
  const call = (name: string, input: object) => new vscode.LanguageModelToolCallPart('1', name, input);

  it('in the chat is given what tools say, those that were not run included, and what was said before', async () => {
    const before = { prompt: 'How are my pools?', references: [], participant: 'qlsql.assistant' };
    const { said, sent } = await chat(
      [call('qlsql_compile', { sql: 'SELECT 1 AS one' }), call('no_such_tool', {})],
      [before as never],
    );
    assert.equal(said, 'The end.');
    for (const words of ['How are my pools?', 'db.aggregate', 'The tool was not run: ', 'And now?'])
      assert.ok(sent.includes(words), words);
  });

  it('that looks things up for ever says so in the end', async () => {
    const { said } = await chat(Array.from({ length: 20 }, () => call('no_such_tool', {})));
    assert.match(said, /No answer came after 8 rounds/);
  });

  it('is refused what writes', async () => {
    assert.match(
      await ask('qlsql_query', { sql: 'CREATE CONNECTION_POOL sneaked WITH (maxPoolSize = 1)' }),
      /^QL5062: .*CREATE CONNECTION_POOL of sneaked/,
    );
  });

  it('that is asked in the chat uses the tools, and answers with what they gave', async () => {
    const heard: vscode.LanguageModelChatMessage[][] = [];
    const call = new vscode.LanguageModelToolCallPart('1', 'qlsql_compile', { sql: 'SELECT 1 AS one' });
    // Instead of a model, which no test machine has: it asks for a tool, then says what it was given.
    const model = {
      sendRequest: (messages: vscode.LanguageModelChatMessage[]) => {
        heard.push([...messages]);
        const part = heard.length === 1 ? call : new vscode.LanguageModelTextPart('It is one stage.');
        return Promise.resolve({ stream: Readable.from([part]) });
      },
    };
    const said: string[] = [];
    const stream = { markdown: (text: string) => void said.push(text) };
    await answerChat(
      { command: 'sql', prompt: 'the number one', model } as unknown as vscode.ChatRequest,
      { history: [] },
      stream as unknown as vscode.ChatResponseStream,
      new vscode.CancellationTokenSource().token,
    );
    assert.deepEqual(said, ['It is one stage.']);
    assert.match(JSON.stringify(heard[0]), /the number one/);
    assert.match(JSON.stringify(heard[1]), /db\.aggregate/);
  });
});
