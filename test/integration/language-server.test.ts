import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { serverFlags } from '../../server/src/protocol.ts';
import { LanguageSession } from './language-session.ts';

const uri = 'file:///pools.qlsql';
const text = 'ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 8);\nSELECT sta FROM orders;\n';

interface Diagnostic {
  readonly code: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

/** Messages as they go over standard streams: a head with the length, and JSON. */
function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('qlsql lsp --stdio', () => {
  it('serves any editor from the command line until it is told to exit', async () => {
    const program = path.join(import.meta.dirname, '../../client/src/cli/qlsql.ts');
    const child = spawn(process.execPath, [program, 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const said = readAll(child.stdout);
    const file = { uri, languageId: 'qlsql', version: 1, text: 'SELECT 1 FORM orders;' };
    const textDocument = { uri };
    const initialize = { processId: null, rootUri: null, capabilities: {} };
    child.stdin.write(framed({ id: 1, method: 'initialize', params: initialize }));
    child.stdin.write(framed({ method: 'initialized', params: {} }));
    child.stdin.write(framed({ method: 'textDocument/didOpen', params: { textDocument: file } }));
    child.stdin.write(framed({ id: 2, method: 'textDocument/documentSymbol', params: { textDocument } }));
    child.stdin.write(framed({ id: 3, method: 'shutdown' }));
    child.stdin.write(framed({ method: 'exit' }));
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
    const answers = await said;
    assert.match(answers, /"completionProvider"/);
    // Who does not ask for problems is sent them.
    assert.match(answers, /publishDiagnostics.*"code":"QL1/s);
  });

  it('has the flags that the server of the extension has', async function () {
    // Elsewhere than on Linux nothing shows what a process was started with.
    if (process.platform !== 'linux' || !process.execve) return this.skip();
    const program = path.join(import.meta.dirname, '../../client/src/cli/qlsql.ts');
    const child = spawn(process.execPath, [program, 'lsp', '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const initialize = { processId: null, rootUri: null, capabilities: {} };
    child.stdin.write(framed({ id: 1, method: 'initialize', params: initialize }));
    await once(child.stdout, 'data');
    const [, ...given] = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8').split('\0');
    assert.deepEqual(given.slice(0, serverFlags.length), serverFlags);
    child.stdin.write(framed({ id: 2, method: 'shutdown' }));
    child.stdin.write(framed({ method: 'exit' }));
    await once(child, 'exit');
  });

  it('says how, where the way to speak is missing', async () => {
    const program = path.join(import.meta.dirname, '../../client/src/cli/qlsql.ts');
    const child = spawn(process.execPath, [program, 'lsp'], { stdio: ['ignore', 'ignore', 'pipe'] });
    assert.match(await readAll(child.stderr), /qlsql lsp --stdio/);
  });
});

describe('the language server, over the wire', () => {
  let session: LanguageSession;
  beforeEach(() => {
    session = new LanguageSession();
  });
  afterEach(() => session.close());

  async function open(capabilities: object): ReturnType<LanguageSession['start']> {
    const answer = await session.start(capabilities);
    await session.open(uri, text);
    return answer;
  }

  it('answers a client that asks for diagnostics, with the catalogue that was sent', async () => {
    const { capabilities } = await open({ textDocument: { diagnostic: {} } });
    assert.ok(capabilities['diagnosticProvider']);
    const report = await session.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    assert.deepEqual(
      report.items.map(({ code, range: { start } }) => `${code} ${start.line}:${start.character}`),
      ['QL3006 0:51', 'QL2003 1:7'],
    );
  });

  it('takes the severities of lint rules from the settings', async () => {
    await open({ textDocument: { diagnostic: {} } });
    await session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'DELETE FROM orders;' }],
    });
    const ask = async () => {
      const params = { textDocument: { uri } };
      const { items } = await session.connection.sendRequest<{
        items: (Diagnostic & { severity: number })[];
      }>('textDocument/diagnostic', params);
      return items.map(({ code, severity }) => `${code} ${severity}`);
    };
    assert.deepEqual(await ask(), ['QL6001 2']);
    const settings = { qlsql: { lint: { rules: { QL6001: 'error' } } } };
    await session.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    assert.deepEqual(await ask(), ['QL6001 1']);
  });

  it('sends diagnostics to a client that does not ask', async () => {
    const sent = new Promise<Diagnostic[]>((resolve) =>
      session.connection.onNotification(
        'textDocument/publishDiagnostics',
        (params: { diagnostics: Diagnostic[] }) => resolve(params.diagnostics),
      ),
    );
    const { capabilities } = await open({});
    assert.equal(capabilities['diagnosticProvider'], undefined);
    assert.deepEqual(
      (await sent).map(({ code }) => code),
      ['QL3006', 'QL2003'],
    );
  });

  it('completes, and documents an item when it is looked at', async () => {
    await open({});
    const list = await session.ask<{ items: { label: string; documentation?: { value: string } }[] }>(
      'textDocument/completion',
      uri,
      [1, 10],
    );
    const status = list.items.find(({ label }) => label === 'status');
    assert.ok(status);
    assert.equal(status.documentation, undefined);
    const resolved = await session.connection.sendRequest<typeof status>('completionItem/resolve', status);
    assert.match(resolved.documentation?.value ?? '', /seen in samples/);
  });

  it('hovers, follows edits, and names the run command', async () => {
    await open({});
    const hover = await session.ask<{ contents: { value: string } }>('textDocument/hover', uri, [0, 25]);
    assert.match(hover.contents.value, /42 of 150/);
    await session.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } }, text: '' },
      ],
    });
    const lenses = await session.connection.sendRequest<
      { command: { command: string; arguments: unknown[] } }[]
    >('textDocument/codeLens', { textDocument: { uri } });
    assert.deepEqual(
      lenses.map(({ command }) => [command.command, command.arguments]),
      [['qlsql.runStatement', [{ uri, start: 0, end: 23 }]]],
    );
  });
});
