import type {
  CopyFormat,
  FromResultsView,
  ResultTab,
  ToResultsView,
} from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import { connectHost } from '../shared/host.ts';
import './results.css';
import './views.css';
import { ResultPane } from './result-pane.ts';
import { drawTabs, revealActive } from './tab-strip.ts';

const host = connectHost<ToResultsView, FromResultsView>();
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
}

/** Panes stay in the page while their tabs are there, so that each keeps its place when another is looked at. */
function show(tab: ResultTab): void {
  const known = panes.get(tab.id);
  if (known) {
    known.update(tab);
    return;
  }
  const pane = new ResultPane(tab, (message) => host.send(message));
  panes.set(tab.id, pane);
  place.append(pane.element);
  pane.update(tab);
}

function copy(format: CopyFormat): void {
  const range = shown === undefined ? undefined : panes.get(shown)?.selected;
  if (shown !== undefined && range) host.send({ type: 'copy', tab: shown, range, format });
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
    case 'editing':
    case 'editPreview':
    case 'edited':
      panes.get(message.tab)?.take(message);
      break;
    case 'copySelection':
      copy(message.format);
      break;
    case 'focus':
      if (shown !== undefined) panes.get(shown)?.focus();
      break;
  }
});

document.addEventListener('copy', (event) => {
  const isText = !document.getSelection()?.isCollapsed;
  if (isText) return;
  event.preventDefault();
  copy('text');
});

new ResizeObserver(() => revealActive(strip)).observe(strip);
takeTabs([], undefined);
host.send({ type: 'ready' });
