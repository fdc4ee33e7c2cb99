import { commands, Uri, window, workspace, type ExtensionContext, type TextDocument } from 'vscode';
import { alertCommands } from './alert-view/alert-commands.ts';
import { registerAlerts } from './alert-view/register-alerts.ts';
import { registerAssistants } from './assistants/register-assistants.ts';
import { registerCommands } from './commands/index.ts';
import { refreshConnections } from './commands/refresh-connections.ts';
import { mayRun } from './commands/run-target.ts';
import { SampleDatabase } from './commands/sample-database.ts';
import { SideBySide } from './commands/side-by-side.ts';
import { ConnectionDoctor } from './connections/connection-doctor.ts';
import { ConnectionStore } from './connections/connection-store.ts';
import { ConnectionsTree } from './connections/connections-tree.ts';
import { registerDemo } from './demo/register-demo.ts';
import { HistoryStore } from './history/history-store.ts';
import { redactingLog } from './language/redacting-log.ts';
import { registerLanguage } from './language/register-language.ts';
import { flightCommands } from './monitoring/flight-commands.ts';
import { keepHistory } from './monitoring/keep-history.ts';
import { MetricsSetting } from './monitoring/metrics-setting.ts';
import { watchBudget } from './monitoring/watch-budget.ts';
import { cellCommands } from './notebooks/cell-commands.ts';
import { notebookCommands } from './notebooks/notebook-commands.ts';
import { registerNotebooks } from './notebooks/register-notebooks.ts';
import { registerDashboard } from './panels/dashboard.ts';
import { parameterCommands } from './parameters/parameter-commands.ts';
import { ParameterLens } from './parameters/parameter-lens.ts';
import { ParameterMemory } from './parameters/parameter-memory.ts';
import { parameterTypesHere } from './parameters/parameter-types-here.ts';
import { Parameters } from './parameters/parameters.ts';
import { PoolManager } from './pools/manager.ts';
import { registerHistory } from './query-history/register-history.ts';
import { ResultArranger } from './results/arrange-result.ts';
import { askWrite } from './results/ask-write.ts';
import { CellEdits } from './results/cell-edits.ts';
import { ResultTabs } from './results/result-tabs.ts';
import { ResultsView } from './results/results-view.ts';
import { runBeside } from './results/run-beside.ts';
import { RunProblems } from './results/run-problems.ts';
import { StatementRunner, type StatementRunnerParts } from './results/statement-runner.ts';
import { CatalogFolder } from './run/catalog-memory.ts';
import { CatalogStore } from './run/catalog-store.ts';
import { createAlerts } from './run/create-alerts.ts';
import { Session } from './run/session.ts';
import type { Services } from './services.ts';
import { SavedPools } from './saved/saved-pools.ts';
import { DocumentSessions } from './sessions/document-sessions.ts';
import { workspaceSavedFile } from './sessions/workspace-saved-file.ts';
import { registerFirstSteps } from './status/first-steps.ts';
import { registerRoleStatus } from './status/role-status.ts';
import { registerStatusBar } from './status/status-bar.ts';
import { LivePools } from './tree/live-pools.ts';
import { registerPoolsTree } from './tree/pools-tree.ts';

/** What `activate` gives to whoever asks for the extension's exports: the tests. */
export interface ExtensionApi {
  readonly services: Services;
}

let close: (() => Promise<void>) | undefined;

/** The composition root: the only file that knows everyone. */
export function activate(context: ExtensionContext): ExtensionApi {
  const output = redactingLog(window.createOutputChannel('QLSQL', { log: true }));
  const history = new HistoryStore();
  const manager = new PoolManager({ history });
  const connections = new ConnectionStore(context.globalState, context.secrets);
  const demoUri = process.env['QLSQL_DEMO_URI'];
  if (demoUri) connections.addPassing('demo', demoUri);
  const doctor = new ConnectionDoctor();
  const alerts = createAlerts(manager);
  const keeper = keepHistory(context, manager, alerts, output);
  const memory = new CatalogFolder(Uri.joinPath(context.globalStorageUri, 'catalogue').fsPath);
  const catalog = new CatalogStore({ manager, connections, alerts, memory });
  const { groups } = catalog;
  const defaultConnection = () => connections.default()?.name;
  const saved = new SavedPools(workspaceSavedFile, { manager, groups, defaultConnection });
  const parts = { manager, connections, catalog, alerts, saved };
  const sessions = new DocumentSessions(parts);
  const tabs = new ResultTabs(rowLimits);
  const problems = new RunProblems();
  const parameters = new Parameters({
    memory: new ParameterMemory(context.workspaceState),
    types: (document, texts) => parameterTypesHere({ catalog, connections }, sessions, document, texts),
    variables: (document) => sessions.variables(document),
    setVariable: (...given) => sessions.setVariable(...given),
  });
  const queryHistory = registerHistory(context);
  const run = queryHistory.recorded((document, slice, sink, options) =>
    sessions.run(document, slice, sink, { ...options, confirm: askWrite }),
  );
  const edits = new CellEdits(runBeside(sessions, run));
  const arranger = new ResultArranger(tabs, (...again) => sessions.readAgain(...again));
  const results = new ResultsView(context.extensionUri, tabs, edits, arranger);
  const ask: StatementRunnerParts['ask'] = (document, slices) => parameters.ask(document, slices);
  const isInTransaction = (document: TextDocument) => sessions.isInTransaction(document);
  const runner = new StatementRunner({
    tabs,
    view: results,
    problems,
    run,
    role: (document) => {
      const name = sessions.connection(document);
      return name === undefined ? 'dev' : connections.role(name);
    },
    pool: (document) => sessions.currentPool(document),
    ask,
  });
  const beside = new SideBySide();
  const services: Services = {
    context,
    manager,
    livePools: new LivePools(manager),
    alerts,
    saved,
    connections,
    doctor,
    catalog,
    runner,
    parameters,
    queryHistory: queryHistory.history,
    tabs,
    results,
    beside,
    currentPool: (document) => sessions.currentPool(document),
    newSession: () => new Session(parts),
    compile: (document, text) => sessions.compile(document, text),
    exportRun: (...again) => sessions.readAgain(...again),
    output,
  };
  const sample = new SampleDatabase(context, connections, manager);
  close = async () => {
    // Before the pools close: what that tells would push what happened before out of the file.
    await keeper?.close();
    tabs.closeAll();
    await sessions.closeAll();
    await queryHistory.history.save();
    await Promise.all([manager.close(), catalog.close()]);
    await sample.stop();
  };
  const tree = new ConnectionsTree(connections);
  const language = registerLanguage(services, sessions);
  const metrics = new MetricsSetting(manager, output);
  context.subscriptions.push(
    metrics,
    watchBudget(manager),
    output,
    connections,
    doctor,
    tree,
    sessions,
    results,
    beside,
    problems,
    queryHistory,
    new ParameterLens(parameters),
    registerNotebooks({ run, ask, problems, mayRun, isInTransaction }, parameters),
    workspace.onDidCloseTextDocument(({ uri }) => runner.stop(String(uri))),
    registerPoolsTree(services),
    registerDashboard(services),
    registerStatusBar(services),
    registerFirstSteps(services),
    registerAlerts(services),
    registerRoleStatus(services, sessions),
    registerAssistants(services),
    registerCommands(services, [
      {
        id: 'qlsql.restartServer',
        run: async () => {
          await language.restart();
          window.setStatusBarMessage('The QLSQL language server was restarted', 4000);
        },
      },
      refreshConnections(tree),
      ...alertCommands,
      ...flightCommands,
      ...queryHistory.commands,
      ...parameterCommands,
      ...notebookCommands,
      ...cellCommands,
      ...metrics.commands,
      ...sample.commands,
      ...(demoUri ? registerDemo(services) : []),
    ]),
  );
  // Before, an empty view is one that is being read: it shows that it works, not what to do.
  void commands.executeCommand('setContext', 'qlsql.isReady', true);
  return { services };
}

/** Ends what runs and closes every pool. */
export async function deactivate(): Promise<void> {
  await close?.();
  close = undefined;
}

function rowLimits(): { ahead: number; bound: number } {
  const settings = workspace.getConfiguration('qlsql.results');
  return { ahead: settings.get('fetchAhead', 500), bound: settings.get('maxRows', 1_000_000) };
}
