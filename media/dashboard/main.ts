import {
  readSelection,
  type DashboardSelection,
  type DashboardSnapshot,
  type FromDashboard,
  type ToDashboard,
} from '../../client/src/messages/dashboard.ts';
import { element, icon } from '../shared/dom.ts';
import { connectHost } from '../shared/host.ts';
import { keepFocus } from '../shared/keep-focus.ts';
import { readTheme, watchTheme } from '../shared/theme.ts';
import { AdviceList } from './advice.ts';
import { ChartGroup } from './chart-group.ts';
import { chartModels } from './chart-model.ts';
import { EventLane } from './event-lane.ts';
import { FiguresTable } from './figures-table.ts';
import { HealthList } from './health-list.ts';
import { Tables } from './tables.ts';
import { Tiles } from './tiles.ts';
import { measuredSpan } from './time-span.ts';
import { Toolbar } from './toolbar.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import 'uplot/dist/uPlot.min.css';
import '../shared/base.css';
import './dashboard.css';
import './aside.css';

const host = connectHost<ToDashboard, FromDashboard>();

/** What outlives the page: the selection and which face of the charts is shown. */
interface Kept {
  readonly selection: DashboardSelection;
  readonly asTable: boolean;
  /** The pools that were shown together before one of them was. */
  readonly several?: readonly string[] | undefined;
}

function recall(): Kept {
  const state = host.recall();
  const kept = typeof state === 'object' && state !== null ? (state as Partial<Kept>) : {};
  const several = readSelection({ pools: kept.several }).pools;
  return {
    selection: readSelection(kept.selection),
    asTable: kept.asTable === true,
    ...(several.length > 0 ? { several } : {}),
  };
}

let kept = recall();
let snapshot: DashboardSnapshot | undefined;

const tiles = new Tiles();
const events = new EventLane();
const charts = new ChartGroup(readTheme(), (span, zoomed) => {
  events.span = span;
  toolbar.zoomed = zoomed;
});
const figures = new FiguresTable();
const tables = new Tables({
  open: (source) => host.send({ type: 'open', source }),
  kill: (id) => host.send({ type: 'kill', id }),
  show: (pool) => {
    keep({ ...kept, several: kept.selection.pools });
    select({ pools: [pool] });
  },
});
const advice = new AdviceList((statement) => host.send({ type: 'write', statement }));
const health = new HealthList();
const toolbar = new Toolbar(kept.selection, kept.asTable, {
  change: select,
  pick: () => host.send({ type: 'pick' }),
  exportRange: () => host.send({ type: 'export' }),
  showTable: (asTable) => {
    keep({ ...kept, asTable });
    render();
  },
  resetZoom: () => charts.zoom(undefined),
  back: () => select({ pools: kept.several ?? [] }),
});

const timeline = element('div', { class: 'timeline' }, charts.root, figures.root, events.root);
const dashboard = element(
  'main',
  { class: 'dashboard' },
  tiles.root,
  timeline,
  element('aside', { class: 'aside' }, health.root, advice.root, ...tables.roots),
);
const welcome = makeWelcome();
document.body.append(toolbar.root, welcome, dashboard);

host.listen((message) => {
  if (message.type === 'choose') select({ pools: message.pools });
  else {
    snapshot = message.snapshot;
    render();
  }
});
watchTheme(() => {
  charts.theme = readTheme();
});
keepFocus();
render();
host.send({ type: 'select', selection: kept.selection });

function keep(next: Kept): void {
  kept = next;
  host.keep(kept);
}

function select(change: Partial<DashboardSelection>): void {
  keep({ ...kept, selection: { ...kept.selection, ...change } });
  toolbar.select(kept.selection);
  host.send({ type: 'select', selection: kept.selection });
}

function render(): void {
  const empty = snapshot !== undefined && snapshot.pools.length === 0;
  welcome.hidden = !empty;
  dashboard.hidden = snapshot === undefined || empty;
  toolbar.root.hidden = dashboard.hidden;
  charts.root.hidden = kept.asTable;
  figures.root.hidden = !kept.asTable;
  if (!snapshot || empty) return;
  const models = chartModels(snapshot);
  toolbar.update(snapshot, kept.selection.pools.length === 1 ? (kept.several?.length ?? 0) : 0);
  tiles.update(snapshot);
  events.update(snapshot.events);
  charts.update({
    times: snapshot.times,
    stepMs: snapshot.stepMs,
    whole: measuredSpan(snapshot),
    models,
    heat: snapshot.heat,
  });
  if (kept.asTable) figures.update(snapshot.times, models);
  tables.update(snapshot);
  health.update(snapshot);
  advice.update(snapshot.advice, snapshot.count > 1);
}

function makeWelcome(): HTMLElement {
  const create = element('vscode-button', {}, 'Create Connection Pool');
  create.addEventListener('click', () => host.send({ type: 'create' }));
  return element(
    'main',
    { class: 'welcome', hidden: true },
    icon('pulse'),
    element('h2', {}, 'No pool to watch yet'),
    element(
      'p',
      {},
      'Create a connection pool, or run CREATE CONNECTION_POOL in a .qlsql file. It shows up here at once.',
    ),
    create,
  );
}
