import {
  Uri,
  commands,
  env,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type WebviewView,
  type WebviewViewProvider,
  type WebviewViewResolveContext,
} from 'vscode';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import { pickSome } from '../commands/pick-some.ts';
import { writeStatement } from '../commands/write-statement.ts';
import type {
  CellPlace,
  CellRange,
  ColumnAction,
  CopyFormat,
  FromResultsView,
  ToResultsView,
  ValueTest,
} from '../messages/results.ts';
import { cellOf, shownText } from './bson-text.ts';
import { copyText } from './copy-text.ts';
import { collectionRead } from './edit-target.ts';
import { insertText } from './insert-text.ts';
import type { ResultArranger } from './arrange-result.ts';
import type { CellEdits } from './cell-edits.ts';
import { answerEdit } from './edit-answers.ts';
import { ResultFinder } from './find-answers.ts';
import { answer } from './result-answers.ts';
import type { ResultTabs } from './result-tabs.ts';
import { revealStatement } from './reveal-statement.ts';
import { valueQuery } from './value-query.ts';
import { resultsPage } from './results-page.ts';

const redrawMs = 50;

/** The results panel: shows {@link ResultTabs}, and gives the webview the rows that it asks for. */
export class ResultsView implements WebviewViewProvider, Disposable {
  static readonly id = 'qlsql.results';
  readonly #extension: Uri;
  readonly #tabs: ResultTabs;
  readonly #edits: CellEdits;
  readonly #arranger: ResultArranger;
  readonly #finder = new ResultFinder((found) => void this.#post(found));
  readonly #disposables: Disposable[];
  readonly #unlisten: () => void;
  #view: WebviewView | undefined;
  #redraw: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: Uri, tabs: ResultTabs, edits: CellEdits, arranger: ResultArranger) {
    this.#extension = extension;
    this.#tabs = tabs;
    this.#edits = edits;
    this.#arranger = arranger;
    this.#unlisten = tabs.listen(() => this.#drawSoon());
    this.#disposables = [
      window.registerWebviewViewProvider(ResultsView.id, this, {
        webviewOptions: { retainContextWhenHidden: true },
      }),
    ];
  }

  resolveWebviewView(
    view: WebviewView,
    _context: WebviewViewResolveContext,
    _token: CancellationToken,
  ): void {
    this.#view = view;
    const root = Uri.joinPath(this.#extension, 'dist', 'media');
    view.webview.options = { enableScripts: true, localResourceRoots: [root] };
    view.webview.onDidReceiveMessage((message: FromResultsView) => {
      this.#take(message).catch((error: unknown) => {
        void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      });
    });
    view.onDidDispose(() => (this.#view = undefined));
    view.webview.html = resultsPage(view.webview, root);
  }

  /** Brings the panel up; the editor keeps the focus. */
  async show(): Promise<void> {
    if (this.#view) this.#view.show(true);
    else await commands.executeCommand(`${ResultsView.id}.focus`, { preserveFocus: true });
  }

  /** Puts the keyboard into the grid. */
  async focus(): Promise<void> {
    await commands.executeCommand(`${ResultsView.id}.focus`);
    await this.#post({ type: 'focus' });
  }

  /** Asks for a text to be found in the rows that are looked at. */
  async find(): Promise<void> {
    await commands.executeCommand(`${ResultsView.id}.focus`);
    await this.#post({ type: 'find' });
  }

  /** Does something to a column of the grid: that of the heading whose menu was opened, or that of the cell with the keyboard. */
  async changeColumn(action: ColumnAction, context: unknown): Promise<void> {
    const column =
      typeof context === 'object' && context !== null && 'column' in context
        ? Number(context.column)
        : undefined;
    await this.#post({ type: 'column', action, ...(column === undefined ? {} : { column }) });
    await this.#focusAfterPalette(context);
  }

  /** Asks which columns of the grid to show. */
  async chooseColumns(): Promise<void> {
    const run = this.#tabs.active;
    if (!run || run.columnNames.length === 0) return;
    const shown = this.#tabs.shownColumns(run);
    const items = run.columnNames.map((label, column) => ({
      ...{ label, column },
      picked: shown?.includes(column) ?? true,
    }));
    const picked = await pickSome(items, {
      title: 'Columns of the Grid',
      placeholder: 'Columns to show; exports have all of them, unless you choose otherwise',
    });
    if (picked)
      await this.#post({ type: 'showColumns', tab: run.id, columns: picked.map(({ column }) => column) });
    await this.focus();
  }

  async resetColumns(context: unknown): Promise<void> {
    await this.#post({ type: 'resetColumns' });
    await this.#focusAfterPalette(context);
  }

  /** Opens a query for the value of the cell that has the keyboard. */
  async queryValue(test: ValueTest): Promise<void> {
    await this.#post({ type: 'queryValue', test });
  }

  /** Copies what is selected in the grid. */
  async copySelection(format: CopyFormat): Promise<void> {
    await this.#post({ type: 'copySelection', format });
  }

  dispose(): void {
    clearTimeout(this.#redraw);
    this.#unlisten();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The palette, which gives no context, leaves the keyboard to the editor; a menu gives it back, and the next one may be open by now. */
  async #focusAfterPalette(context: unknown): Promise<void> {
    if (context === undefined) await this.focus();
  }

  #drawSoon(): void {
    this.#redraw ??= setTimeout(() => {
      this.#redraw = undefined;
      void this.#draw();
    }, redrawMs);
  }

  async #draw(): Promise<void> {
    const { active, all } = this.#tabs;
    const tabs = all.map((run) => run.snapshot());
    if (this.#view) {
      const busy = tabs.filter(({ state }) => state === 'running').length;
      this.#view.badge = busy === 0 ? undefined : { value: busy, tooltip: `${busy} running` };
    }
    await commands.executeCommand('setContext', 'qlsql.hasResults', tabs.length > 0);
    await this.#post({ type: 'tabs', tabs, ...(active ? { active: active.id } : {}) });
  }

  async #post(message: ToResultsView): Promise<void> {
    await this.#view?.webview.postMessage(message);
  }

  async #take(message: FromResultsView): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#draw();
      case 'select':
        return this.#tabs.select(message.tab);
      case 'close':
        return this.#tabs.close(message.tab);
      case 'pin':
        return this.#tabs.pin(message.tab, message.pinned);
      case 'page':
        return this.#sendPage(message.tab, message.from, message.count);
      case 'want':
        return this.#tabs.get(message.tab)?.rowsHeld.want(message.upTo);
      case 'more':
        return this.#tabs.get(message.tab)?.rowsHeld.raiseBound();
      case 'cancel':
        return this.#tabs.get(message.tab)?.cancel();
      case 'reveal': {
        const run = this.#tabs.get(message.tab);
        return run && revealStatement(run.statement);
      }
      case 'value':
        return this.#sendValue(message.tab, message.row, message.column);
      case 'branch':
      case 'json':
      case 'chart':
      case 'summary': {
        const run = this.#tabs.get(message.tab);
        return run && this.#post(answer(run, message));
      }
      case 'find':
      case 'findStop': {
        const run = this.#tabs.get(message.tab);
        if (!run) return;
        return message.type === 'find' ? await this.#finder.find(run, message) : this.#finder.stop(run);
      }
      case 'queryValue':
        return this.#queryValue(message.tab, message.place, message.test);
      case 'looking':
        return commands.executeCommand('setContext', 'qlsql.showsGrid', message.atGrid);
      case 'shown':
        return this.#tabs.showColumns(message.tab, message.columns);
      case 'write':
        return writeStatement(message.statement);
      case 'arrange':
      case 'count': {
        const run = this.#tabs.get(message.tab);
        if (!run) return;
        return await (message.type === 'count'
          ? this.#arranger.count(run)
          : this.#arranger.arrange(run, message.arrangement));
      }
      case 'edit':
      case 'editPath':
      case 'editPreview':
      case 'editWrite':
      case 'editUndo': {
        const run = this.#tabs.get(message.tab);
        const said = run && (await answerEdit(this.#edits, run, message));
        return said && this.#post(said);
      }
      case 'copyPipeline': {
        const { uri, start } = this.#tabs.get(message.tab)?.statement ?? {};
        return commands.executeCommand('qlsql.copyPipeline', { uri, start }, message.language);
      }
      case 'copy':
        return this.#copy(message.tab, message.range, message.format);
    }
  }

  async #sendPage(tab: number, from: number, count: number): Promise<void> {
    const run = this.#tabs.get(tab);
    if (!run) return;
    const rows = run.rowsHeld.slice(from, from + count).map((row) => row.map(cellOf));
    await this.#post({ type: 'page', tab, from, rows });
  }

  async #sendValue(tab: number, row: number, column: number): Promise<void> {
    const values = this.#tabs.get(tab)?.rowsHeld.row(row);
    if (values) await this.#post({ type: 'value', tab, row, column, ...shownText(values[column]) });
  }

  async #queryValue(tab: number, { row, column }: CellPlace, test: ValueTest): Promise<void> {
    const run = this.#tabs.get(tab);
    const values = run?.rowsHeld.row(row);
    if (!run) return;
    if (!values) {
      void window.showInformationMessage('There is no row to take a value from.');
      return;
    }
    const { statement, columnNames } = run;
    const query = valueQuery({ text: statement.text, columnNames, column, value: values[column] }, test);
    if (!query.ok) {
      void window.showInformationMessage(query.why);
      return;
    }
    const use = statement.pool === undefined ? '' : `USE CONNECTION_POOL ${writtenName(statement.pool)};\n\n`;
    const document = await workspace.openTextDocument({ language: 'qlsql', content: use + query.text });
    await window.showTextDocument(document);
  }

  async #copy(tab: number, range: CellRange, format: CopyFormat): Promise<void> {
    const run = this.#tabs.get(tab);
    if (!run) return;
    const names = range.columns.map((column) => run.columnNames[column] ?? '');
    const rows = run.rowsHeld
      .slice(range.fromRow, range.toRow + 1)
      .map((row) => range.columns.map((column) => row[column]));
    await env.clipboard.writeText(
      format === 'insert'
        ? insertText(names, rows, collectionRead(run.statement.text))
        : copyText(names, rows, format),
    );
    const hidden = run.columnNames.length - (this.#tabs.shownColumns(run)?.length ?? run.columnNames.length);
    const note =
      hidden === 0 ? '' : `, without ${hidden === 1 ? 'the hidden column' : `${hidden} hidden columns`}`;
    window.setStatusBarMessage(
      `${rows.length === 1 ? '1 row copied' : `${rows.length} rows copied`}${note}`,
      3000,
    );
  }
}
