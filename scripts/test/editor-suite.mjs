// The tests of test/editor, inside the extension host of a real VS Code.
import { appendFileSync, cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { say } from '../parts/announce.mjs';
import { removeTemporaryFolder, temporaryFolder } from '../parts/children.mjs';
import { launchChromium } from '../parts/chromium.mjs';
import { startCodeServer } from '../parts/code-server.mjs';
import { root } from '../parts/paths.mjs';
import { patienceMS } from '../parts/patience.mjs';
import { startSingle } from '../parts/start-mongod.mjs';
import { desktopVSCode, extensionPath, kindOfVSCode } from '../parts/vscode.mjs';
import { recordVariable } from './record.mjs';
import { withSecondTry } from './second-try.mjs';

/** What every line of the suite begins with; see test/editor/index.ts. */
const suiteMark = '│';
const testsPath = path.join(root, 'dist', 'test', 'editor', 'index.cjs');

/** @type {import('./suites.mjs').Suite['run']} */
export async function editorSuite({ record, mochaArgs, signal }) {
  if (!existsSync(testsPath)) throw new Error(`${testsPath} is missing: run npm run build first`);
  const run = (await kindOfVSCode()) === 'desktop' ? inDesktop : inBrowser;
  return withSecondTry(record, (files) => inNewWindow(run, { record, mochaArgs, signal, files }));
}

/** With a database, a workspace and a window of its own. `files` are all where they are not given. */
async function inNewWindow(run, { record, mochaArgs, signal, files }) {
  const mongo = await startSingle();
  const workspace = temporaryFolder('workspace');
  cpSync(path.join(root, 'test', 'editor', 'workspace'), workspace, { recursive: true });
  // What the tests find in their environment; see test/editor/index.ts.
  const env = {
    [recordVariable]: record,
    QLSQL_TEST_URI: mongo.uri,
    QLSQL_TEST_MOCHA: JSON.stringify(mochaArgs),
    ...(files ? { QLSQL_TEST_FILES: JSON.stringify(files) } : {}),
  };
  try {
    return await run(workspace, env, signal);
  } finally {
    await removeTemporaryFolder(workspace);
    await mongo.stop();
  }
}

async function inDesktop(workspace, env) {
  const { runTests } = await import('@vscode/test-electron');
  const userData = temporaryFolder('vscode');
  const code = await runTests({
    vscodeExecutablePath: await desktopVSCode(),
    extensionDevelopmentPath: extensionPath,
    extensionTestsPath: testsPath,
    extensionTestsEnv: env,
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      `--user-data-dir=${userData}`,
    ],
  });
  await removeTemporaryFolder(userData);
  return code === 0;
}

/** The same through code-server: its smoke-test driver hands the suite's console and exit code to the page. */
async function inBrowser(workspace, env, signal) {
  const server = await startCodeServer({ workspace, smokeDriver: true, env });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // The workbench's own words come the same way; they matter only when something goes wrong.
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      const line = format(...args);
      if (line.startsWith(suiteMark)) say(line);
      else appendFileSync(path.join(server.logsDir, 'workbench.log'), `${line}\n`);
    });
    const exitCode = new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() => page.goto(urlWithTests(server), { timeout: patienceMS }))
        .catch(reject);
    });
    return (await exitCode) === 0;
  } finally {
    keepLogs(server.logsDir);
    await browser.close();
    await server.stop();
  }
}

function urlWithTests({ url, authority }) {
  const remote = (file) => `vscode-remote://${authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(extensionPath)],
    ['extensionTestsPath', remote(testsPath)],
    ['skipWelcome', 'true'],
  ];
  return `${url}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** The editor's own logs, for whoever wonders why a test failed. */
function keepLogs(logsDir) {
  const kept = path.join(root, 'out', 'logs', 'editor');
  rmSync(kept, { recursive: true, force: true });
  cpSync(logsDir, kept, { recursive: true });
}
