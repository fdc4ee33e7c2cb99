import type {
  CopyFormat,
  FromResultsView,
  ResultTab,
  ToResultsView,
} from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import { connectHost } from '../shared/host.ts';
import { keepFocus } from '../shared/keep-focus.ts';
import './results.css';
import './grid.css';
import './views.css';
import { LayoutMemory } from './layout-memory.ts';
import { ResultPane } from './result-pane.ts';
import { drawTabs, revealActive } from './tab-strip.ts';

const host = connectHost<ToResultsView, FromResultsView>();
const layouts = new LayoutMemory(host.recall(), (kept) => host.keep(kept));
const isMac = navigator.platform.startsWith('Mac');
const strip = element('div', { role: 'tablist', class: 'tabs', 'aria-label': 'Results by statement' });
const empty = element(
  'div',
  { class: 'empty' },
  element('p', {}, `Run a statement with ${isMac ? '⌘' : 'Ctrl'}+Enter: its rows come here.`),
);
const place = element('div', { class: 'place' }, empty);
document.body.append(strip, place);

const panes = new Map<number, ResultPane>();
let shown: number | undefined;
let wasAtGrid: boolean | undefined;

function takeTabs(tabs: readonly ResultTab[], active: number | undefined): void {
  const ids = new Set(tabs.map((tab) => tab.id));
  for (const [id, pane] of panes) {
    if (ids.has(id)) continue;
    pane.dispose();
    panes.delete(id);
  }
  strip.hidden = tabs.length === 0;
  drawTabs(strip, tabs, active, {
    select: (tab) => host.send({ type: 'select', tab }),
    close: (tab) => host.send({ type: 'close', tab }),
    pin: (tab, pinned) => host.send({ type: 'pin', tab, pinned }),
  });
  const tab = tabs.find(({ id }) => id === active);
  empty.hidden = tab !== undefined;
  if (tab) show(tab);
  for (const [id, pane] of panes) pane.element.hidden = id !== tab?.id;
  shown = tab?.id;
  tellLooking();
}

/** What is done to cells and columns is offered while the grid is looked at. */
function tellLooking(): void {
  const atGrid = shown !== undefined && panes.get(shown)?.grid !== undefined;
  if (atGrid === wasAtGrid) return;
  wasAtGrid = atGrid;
  host.send({ type: 'looking', atGrid });
}

/** Panes stay in the page while their tabs are there, so that each keeps its place when another is looked at. */
function show(tab: ResultTab): void {
  const known = panes.get(tab.id);
  if (known) {
    known.update(tab);
    return;
  }
  const pane = new ResultPane(tab, (message) => host.send(message), tellLooking, layouts);
  panes.set(tab.id, pane);
  place.append(pane.element);
  pane.update(tab);
}

/** Puts the keyboard into what is looked at; where nothing there takes it, on its tab. */
function focus(): void {
  if (shown !== undefined) panes.get(shown)?.focus();
  if (document.activeElement === document.body)
    strip.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
}

function copy(format: CopyFormat): void {
  const range = shown === undefined ? undefined : panes.get(shown)?.selected;
  if (shown !== undefined && range) host.send({ type: 'copy', tab: shown, range, format });
}

function changeColumns(change: Extract<ToResultsView, { readonly type: 'column' | 'resetColumns' }>): void {
  const grid = shown === undefined ? undefined : panes.get(shown)?.grid;
  if (change.type === 'resetColumns') grid?.resetColumns();
  else grid?.act(change.action, change.column);
}

host.listen((message) => {
  switch (message.type) {
    case 'tabs':
      takeTabs(message.tabs, message.active);
      break;
    case 'page':
      panes.get(message.tab)?.page(message.from, message.rows);
      break;
    case 'value':
      panes.get(message.tab)?.value(message);
      break;
    case 'branch':
    case 'json':
    case 'chart':
    case 'summary':
    case 'found':
    case 'editing':
    case 'editPreview':
    case 'edited':
      panes.get(message.tab)?.take(message);
      break;
    case 'find':
      if (shown !== undefined) panes.get(shown)?.find();
      break;
    case 'column':
    case 'resetColumns':
      changeColumns(message);
      break;
    case 'showColumns':
      panes.get(message.tab)?.grid?.choose(message.columns);
      break;
    case 'queryValue': {
      const place = shown === undefined ? undefined : panes.get(shown)?.grid?.active;
      if (shown !== undefined && place)
        host.send({ type: 'queryValue', tab: shown, place, test: message.test });
      break;
    }
    case 'copySelection':
      copy(message.format);
      break;
    case 'focus':
      focus();
      break;
  }
});

document.addEventListener('copy', (event) => {
  const isText = !document.getSelection()?.isCollapsed;
  if (isText) return;
  event.preventDefault();
  copy('text');
});

// The workbench does not tell which web view has the keyboard: keys that mean something in this one are its own.
document.addEventListener('keydown', (event) => {
  const pane = shown === undefined ? undefined : panes.get(shown);
  const hasCommand = isMac ? event.metaKey : event.ctrlKey;
  const isFind = hasCommand && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f';
  if (isFind) pane?.find();
  // What Escape has closed is not cancelled too.
  else if (event.key !== 'Escape' || event.defaultPrevented || !pane?.cancel()) return;
  event.preventDefault();
  event.stopPropagation(); // Else the workbench does with them what they mean to the editor above.
});

keepFocus(focus);
new ResizeObserver(() => revealActive(strip)).observe(strip);
takeTabs([], undefined);
host.send({ type: 'ready' });
