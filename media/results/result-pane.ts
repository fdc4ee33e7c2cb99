import { matcher } from '../../client/src/messages/find-text.ts';
import type {
  Cell,
  CellRange,
  ChangedValue,
  FromResultsView,
  ResultTab,
  ToResultsView,
} from '../../client/src/messages/results.ts';
import type { DrawnAs, ShownAs, ViewName } from '../../client/src/messages/shown-as.ts';
import { element, icon, setText } from '../shared/dom.ts';
import { ArrangeBar } from './arrange-bar.ts';
import { isBenchmark } from './benchmark-model.ts';
import { BenchmarkView } from './benchmark-view.ts';
import { ChartView } from './chart-view.ts';
import { EditBar } from './edit-bar.ts';
import { FindBar } from './find-bar.ts';
import { Grid } from './grid.ts';
import type { Found } from './found-words.ts';
import { iconButton } from './icon-button.ts';
import { JsonView } from './json-view.ts';
import { LayoutMemory } from './layout-memory.ts';
import { PlanView } from './plan-view.ts';
import { emptyText, statusLine } from './status-line.ts';
import { StatusTools } from './status-tools.ts';
import { TreeView } from './tree-view.ts';
import { ViewSwitch } from './view-switch.ts';

type Answer = Extract<
  ToResultsView,
  {
    readonly type: 'branch' | 'json' | 'chart' | 'summary' | 'found' | 'editing' | 'editPreview' | 'edited';
  }
>;

const count = new Intl.NumberFormat('en');

/** One statement's result: its problems, its message or its grid, a value in full beside it, and its status line. */
export class ResultPane {
  readonly element = element('div', { role: 'tabpanel', class: 'result' });
  readonly #notes = element('div', { class: 'notes' });
  readonly #middle = element('div', { class: 'middle' });
  readonly #status = element('span', { role: 'status', class: 'status-text' });
  readonly #summary = element('span', { role: 'status', class: 'selection-summary' });
  readonly #switch = new ViewSwitch((view) => this.#choose(view));
  readonly #actions = element('span', { class: 'actions' });
  readonly #send: (message: FromResultsView) => void;
  readonly #viewed: () => void;
  readonly #edit: EditBar;
  readonly #arrange: ArrangeBar;
  readonly #find: FindBar;
  readonly #layouts: LayoutMemory;
  readonly #tools: StatusTools;
  #tab: ResultTab;
  #grid: Grid | undefined;
  #tree: TreeView | undefined;
  #json: JsonView | undefined;
  #chart: ChartView | undefined;
  #plan: PlanView | undefined;
  #benchmark: BenchmarkView | undefined;
  #view: ViewName = 'grid';
  /** What somebody chose the chart to draw. */
  #drawn: DrawnAs | undefined;
  #value: HTMLElement | undefined;
  /** Whether the next match that is told of is to be gone to. */
  #goesToMatch = false;

  /** `viewed` is told when another view is looked at, or the chart draws something else. `layouts` keeps how columns are shown; without it each pane has its own. */
  constructor(
    tab: ResultTab,
    send: (message: FromResultsView) => void,
    viewed: () => void = () => undefined,
    layouts = new LayoutMemory(undefined, () => undefined),
  ) {
    this.#tab = tab;
    this.#send = send;
    this.#viewed = viewed;
    this.#layouts = layouts;
    this.#edit = new EditBar({
      preview: (text) => send({ type: 'editPreview', tab: tab.id, text }),
      write: (text) => send({ type: 'editWrite', tab: tab.id, text }),
      undo: () => send({ type: 'editUndo', tab: tab.id }),
      closed: () => this.focus(),
    });
    this.#arrange = new ArrangeBar(tab, {
      arrange: (arrangement) => send({ type: 'arrange', tab: tab.id, arrangement }),
      closed: () => this.focus(),
    });
    this.#find = new FindBar({
      find: (step) => this.#lookFor(step),
      stop: () => send({ type: 'findStop', tab: tab.id }),
      closed: () => {
        this.#grid?.mark();
        this.focus();
      },
    });
    this.#tools = new StatusTools({
      count: () => send({ type: 'count', tab: tab.id }),
      zoned: () => this.#rezone(),
    });
    this.element.id = `result-${tab.id}`;
    this.element.setAttribute('aria-labelledby', `tab-${tab.id}`);
    this.element.append(
      element('div', { class: 'progress', 'aria-hidden': 'true' }),
      this.#notes,
      this.#arrange.element,
      this.#find.element,
      this.#middle,
      this.#edit.element,
      element(
        'footer',
        { class: 'status' },
        this.#switch.element,
        this.#status,
        this.#summary,
        this.#tools.element,
        this.#actions,
      ),
    );
  }

  /** Draws what is new; the element must be in the page. */
  update(tab: ResultTab): void {
    const before = this.#tab;
    this.#tab = tab;
    this.element.dataset['state'] = tab.state;
    setText(this.#status, statusLine(tab));
    this.#status.title = this.#status.textContent;
    this.#drawActions();
    this.#drawNotes();
    this.#arrange.update(tab);
    this.#tools.update(tab);
    if (tab.version !== before.version) this.#forgetViews();
    this.#switch.element.hidden = tab.columns.length === 0;
    if (tab.columns.length === 0) return;
    if (this.#grid && before.columns.length === tab.columns.length) this.#grid.update(tab);
    else this.#openGrid();
    this.#switch.offersPlan = tab.plan !== undefined;
    if (tab.plan && !this.#plan) this.#choose('plan');
    const isMeasured = isBenchmark(tab.columns);
    this.#switch.offersBenchmark = isMeasured;
    if (isMeasured && !this.#benchmark) this.#choose('benchmark');
    // Only what is looked at follows the rows as they come.
    this.#shown?.update(tab);
    if (this.#find.input && (tab.rows !== before.rows || tab.version !== before.version)) this.#lookFor();
  }

  dispose(): void {
    this.#grid?.dispose();
    this.#chart?.dispose();
    this.element.remove();
  }

  page(from: number, rows: readonly (readonly Cell[])[]): void {
    this.#grid?.page(from, rows);
    this.#benchmark?.page(from, rows);
  }

  /** What was asked of the rows that are held. */
  take(answer: Answer): void {
    switch (answer.type) {
      case 'branch':
        return this.#tree?.branch(answer.path, answer.from, answer.nodes, answer.total);
      case 'json':
        return this.#json?.json(answer.from, answer.texts);
      case 'chart':
        return this.#chart?.chart(answer.chart);
      case 'summary':
        if (sameRange(answer.range, this.#grid?.selected)) setText(this.#summary, answer.text);
        return;
      case 'found':
        return this.#showFound(answer);
      case 'editing':
        return this.#edit.open(answer);
      case 'editPreview':
        return this.#edit.preview(answer);
      case 'edited':
        this.#show(answer.changed);
        return this.#edit.tell(answer);
    }
  }

  /** A value that was asked for, beside the grid; Escape closes it. `length` tells how long it is where this is only its beginning. */
  value({ row, column, text, length }: Extract<ToResultsView, { readonly type: 'value' }>): void {
    this.#closeValue();
    const name = this.#tab.columns[column]?.name ?? '';
    const leave = (): void => {
      this.#closeValue();
      this.#grid?.focus();
    };
    const close = iconButton('close', 'Close', leave);
    const title = [
      name,
      `row ${row + 1}`,
      ...(length === undefined
        ? []
        : [`the first ${count.format(text.length)} of ${count.format(length)} characters`]),
    ];
    const value = element(
      'aside',
      { class: 'value', 'aria-label': title.join(', ') },
      element('header', {}, element('span', { title: title.join(' · ') }, title.join(' · ')), close),
      element('pre', { tabindex: 0 }, text),
    );
    value.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      leave();
    });
    this.#value = value;
    this.#middle.append(value);
    this.#grid?.reveal();
    value.querySelector('pre')?.focus();
  }

  get selected(): CellRange | undefined {
    return this.#tab.rows > 0 ? this.grid?.selected : undefined;
  }

  /** Asks for a text that is to be found in the grid. */
  find(): void {
    if (!this.#grid) return;
    if (this.#view !== 'grid') this.#choose('grid');
    this.#find.open();
  }

  /** Cancels the statement; false where it does not run. */
  cancel(): boolean {
    if (this.#tab.state !== 'running') return false;
    this.#send({ type: 'cancel', tab: this.#tab.id });
    return true;
  }

  /** How the result is looked at. */
  get shownAs(): ShownAs {
    return { view: this.#view, ...(this.#drawn ? { chart: this.#drawn } : {}) };
  }

  /** Shows it so again; a view that this result does not have is left. */
  showAs({ view, chart }: ShownAs): void {
    this.#drawn = chart;
    const isOffered = { plan: this.#plan !== undefined, benchmark: this.#benchmark !== undefined };
    if (view === 'plan' || view === 'benchmark' ? isOffered[view] : this.#grid) this.#choose(view);
  }

  /** The grid, where it is what is looked at. */
  get grid(): Grid | undefined {
    return this.#view === 'grid' ? this.#grid : undefined;
  }

  focus(): void {
    if (this.#tab.rows > 0) (this.#shown ?? this.#grid)?.focus();
    else (this.#actions.querySelector('button') ?? this.#switch.chosen)?.focus();
  }

  /** With a step goes to the next match; without one the rows or columns are others, and the keyboard's cell stays. */
  #lookFor(step?: -1 | 0 | 1): void {
    const { input } = this.#find;
    this.#grid?.mark(input && matcher(input));
    if (step !== undefined) this.#goesToMatch = true;
    if (!input || !this.#grid) return this.#send({ type: 'findStop', tab: this.#tab.id });
    const wanted = { ...input, columns: this.#grid.layout.shown };
    this.#send({ type: 'find', tab: this.#tab.id, wanted, from: this.#grid.active, step: step ?? 0 });
  }

  #showFound(found: Found): void {
    if (found.wanted.text !== this.#find.input?.text) return;
    this.#find.show(found, this.#tab);
    if (!found.place || !this.#goesToMatch) return;
    this.#goesToMatch = false;
    this.#grid?.goTo(found.place);
  }

  /** Draws a value that was written in the views that show it. */
  #show(changed: ChangedValue | undefined): void {
    if (!changed) return;
    this.#grid?.change(changed.row, changed.column, changed.cell);
    this.#json?.reread();
    if (changed.lines) for (const { path, cell } of changed.lines) this.#tree?.change(path, cell);
    else {
      this.#tree?.element.remove();
      this.#tree = undefined;
      this.#choose(this.#view);
    }
  }

  /** What was drawn of other rows than these. */
  #forgetViews(): void {
    for (const part of [this.#tree, this.#json, this.#chart]) part?.element.remove();
    this.#chart?.dispose();
    this.#tree = undefined;
    this.#json = undefined;
    this.#chart = undefined;
    if (this.#view !== 'grid') this.#choose(this.#view);
  }

  #rezone(): void {
    this.#grid?.redraw();
    this.#tree?.rezone();
    this.#chart?.rezone();
  }

  #closeValue(): void {
    this.#value?.remove();
    this.#value = undefined;
  }

  /** The view that is looked at, where it is not the grid. */
  get #shown(): PlanView | BenchmarkView | TreeView | JsonView | ChartView | undefined {
    return {
      ...{ grid: undefined, plan: this.#plan, benchmark: this.#benchmark },
      ...{ tree: this.#tree, json: this.#json, chart: this.#chart },
    }[this.#view];
  }

  #choose(view: ViewName): void {
    this.#view = view;
    this.#switch.show(view);
    const tab = this.#tab.id;
    if (view === 'plan')
      this.#plan ??= new PlanView({
        copy: (language) => this.#send({ type: 'copyPipeline', tab, language }),
        write: (statement) => this.#send({ type: 'write', tab, statement }),
      });
    if (view === 'benchmark')
      this.#benchmark ??= new BenchmarkView(this.#tab, {
        page: (from, count) => this.#send({ type: 'page', tab, from, count }),
      });
    if (view === 'tree')
      this.#tree ??= new TreeView(this.#tab, {
        branch: (path, from, count) => this.#send({ type: 'branch', tab, path, from, count }),
        ...(this.#tab.editing ? { edit: (path) => this.#send({ type: 'editPath', tab, path }) } : {}),
      });
    if (view === 'json')
      this.#json ??= new JsonView(this.#tab, {
        json: (from, count) => this.#send({ type: 'json', tab, from, count }),
      });
    if (view === 'chart')
      this.#chart ??= new ChartView(
        this.#tab,
        {
          chart: (columns) => this.#send({ type: 'chart', tab, ...columns }),
          chosen: (drawn) => {
            this.#drawn = drawn;
            this.#viewed();
          },
        },
        this.#drawn,
      );
    const shown = this.#shown;
    if (shown && !shown.element.isConnected) this.#middle.append(shown.element);
    shown?.update(this.#tab);
    for (const part of [this.#grid, this.#plan, this.#benchmark, this.#tree, this.#json, this.#chart])
      if (part) part.element.hidden = part !== (shown ?? this.#grid);
    this.#summary.hidden = view !== 'grid';
    if (view !== 'grid') this.#closeValue();
    this.#viewed();
  }

  #summarise(range: CellRange): void {
    const cells = (range.toRow - range.fromRow + 1) * range.columns.length;
    if (cells > 1) this.#send({ type: 'summary', tab: this.#tab.id, range });
    else setText(this.#summary, '');
  }

  #openGrid(): void {
    const tab = this.#tab.id;
    this.#grid?.dispose();
    this.#plan = undefined;
    this.#benchmark = undefined;
    this.#tree = undefined;
    this.#json = undefined;
    this.#chart?.dispose();
    this.#chart = undefined;
    const { columns } = this.#tab;
    const layout = this.#layouts.recall(columns);
    if (layout) this.#send({ type: 'shown', tab, columns: layout.shown });
    this.#grid = new Grid(this.#tab, layout, {
      page: (from, count) => this.#send({ type: 'page', tab, from, count }),
      want: (upTo) => this.#send({ type: 'want', tab, upTo }),
      open: (row, column) => this.#send({ type: 'value', tab, row, column }),
      ...(this.#tab.arrangement
        ? {
            sort: (column: number) => this.#arrange.sort(column),
            filter: (column: number) => this.#arrange.ask(column),
          }
        : {}),
      ...(this.#tab.editing ? { edit: (row, column) => this.#send({ type: 'edit', tab, row, column }) } : {}),
      selected: (range) => this.#summarise(range),
      layout: (changed) => {
        this.#layouts.keep(columns, changed);
        this.#send({ type: 'shown', tab, columns: changed.shown });
        if (this.#find.input) this.#lookFor();
      },
    });
    this.#middle.replaceChildren(this.#grid.element);
    this.#grid.attach();
    this.#choose(this.#view);
  }

  #drawNotes(): void {
    const { message = emptyText(this.#tab), problems } = this.#tab;
    const notes = problems.map(({ severity, code, message: text }) =>
      element(
        'p',
        { class: `note ${severity}` },
        icon(severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'info'),
        element('span', {}, text),
        element('span', { class: 'code' }, code),
      ),
    );
    if (message !== undefined) notes.push(element('p', { class: 'note' }, element('span', {}, message)));
    const text = notes.map((note) => note.textContent).join('\n');
    if (this.#notes.textContent.trim() !== text.replaceAll('\n', '').trim())
      this.#notes.replaceChildren(...notes);
  }

  #drawActions(): void {
    const { id: tab, state } = this.#tab;
    const wanted =
      state === 'running'
        ? 'cancel'
        : state === 'full'
          ? 'more'
          : state === 'held'
            ? 'all'
            : this.#tab.problems.length > 0
              ? 'reveal'
              : 'none';
    if (this.#actions.dataset['drawn'] === wanted) return;
    this.#actions.dataset['drawn'] = wanted;
    const buttons = {
      cancel: ['Cancel', () => this.cancel()],
      // Up to the bound that the settings have.
      all: ['Read all', () => this.#send({ type: 'want', tab, upTo: Number.MAX_SAFE_INTEGER })],
      more: ['Load more', () => this.#send({ type: 'more', tab })],
      reveal: ['Go to statement', () => this.#send({ type: 'reveal', tab })],
    } as const;
    if (wanted === 'none') {
      this.#actions.replaceChildren();
      return;
    }
    const [label, click] = buttons[wanted];
    const button = element('button', { type: 'button', class: 'text-button' }, label);
    button.addEventListener('click', click);
    this.#actions.replaceChildren(button);
  }
}

function sameRange(left: CellRange, right: CellRange | undefined): boolean {
  return (
    left.fromRow === right?.fromRow &&
    left.toRow === right.toRow &&
    left.columns.length === right.columns.length &&
    left.columns.every((column, at) => column === right.columns[at])
  );
}
