import { commands, env, window, workspace, type Disposable, type LogOutputChannel } from 'vscode';
import type { CommandRow } from '../commands/command-row.ts';
import { serveMetrics, type MetricsEndpoint } from '../observe/prometheus-server.ts';
import type { PoolManager } from '../pools/manager.ts';

/** The endpoint for Prometheus: it is there while `qlsql.metrics.port` names a port, or from the command that starts it on. */
export class MetricsSetting implements Disposable {
  readonly #manager: PoolManager;
  readonly #output: LogOutputChannel;
  readonly #subscription: Disposable;
  #endpoint: MetricsEndpoint | undefined;

  constructor(manager: PoolManager, output: LogOutputChannel) {
    this.#manager = manager;
    this.#output = output;
    this.#subscription = workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('qlsql.metrics.port')) void this.#follow();
    });
    if (port() > 0) void this.#follow();
  }

  readonly commands: readonly CommandRow[] = [
    { id: 'qlsql.metrics.start', run: () => this.#startByHand() },
    { id: 'qlsql.metrics.stop', run: () => this.#stopByHand() },
  ];

  dispose(): void {
    this.#subscription.dispose();
    void this.#stop();
  }

  async #follow(): Promise<void> {
    await this.#stop();
    if (port() === 0) return;
    try {
      await this.#start();
    } catch (error) {
      void window.showWarningMessage(`QLSQL: ${(error as Error).message}`);
    }
  }

  /** Gives the address, which it shows. */
  async #startByHand(): Promise<string> {
    const { address } = this.#endpoint ?? (await this.#start());
    const copy = 'Copy Address';
    void window.showInformationMessage(`Prometheus finds the pools at ${address}.`, copy).then((answer) => {
      if (answer === copy) void env.clipboard.writeText(address);
    });
    return address;
  }

  async #stopByHand(): Promise<void> {
    const isServing = this.#endpoint !== undefined;
    await this.#stop();
    window.setStatusBarMessage(isServing ? 'Metrics are served no more' : 'No metrics are served', 4000);
  }

  async #start(): Promise<MetricsEndpoint> {
    try {
      this.#endpoint = await serveMetrics(this.#manager, port());
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      const why = taken ? 'another program has it, or another window' : (error as Error).message;
      throw new Error(`The figures could not be served at port ${port()}: ${why}.`, { cause: error });
    }
    this.#output.info(`Figures for Prometheus at ${this.#endpoint.address}`);
    tellServing(true);
    return this.#endpoint;
  }

  async #stop(): Promise<void> {
    const endpoint = this.#endpoint;
    this.#endpoint = undefined;
    await endpoint?.close();
    tellServing(false);
  }
}

/** For the menus: one offers to begin, or to end it. */
function tellServing(isServing: boolean): void {
  void commands.executeCommand('setContext', 'qlsql.isServingMetrics', isServing);
}

/** 0 where it is off: a command that starts it takes any port then. */
function port(): number {
  return workspace.getConfiguration('qlsql.metrics').get('port', 0);
}
