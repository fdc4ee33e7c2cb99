import type { ResultState, ResultTab } from '../../client/src/messages/results.ts';
import { element, icon } from '../shared/dom.ts';

export interface TabRequests {
  select(tab: number): void;
  close(tab: number): void;
  pin(tab: number, pinned: boolean): void;
}

const stateIcons: Readonly<Record<ResultState, string>> = {
  running: 'loading codicon-modifier-spin',
  held: 'table',
  full: 'table',
  done: 'check',
  failed: 'error',
  cancelled: 'circle-slash',
  stopped: 'table',
};

/** The statements' tabs: arrow keys go from one to the next, Delete closes one, P pins it. */
export function drawTabs(
  strip: HTMLElement,
  tabs: readonly ResultTab[],
  active: number | undefined,
  requests: TabRequests,
): void {
  const hadFocus = strip.contains(document.activeElement);
  strip.replaceChildren(...tabs.map((tab) => drawTab(tab, tab.id === active, requests)));
  if (hadFocus) strip.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  revealActive(strip);
  strip.onkeydown = (event) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = step === 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (next) requests.select(next.id);
    else if (event.key === 'Delete' && active !== undefined) requests.close(active);
    else if (event.key === 'p' && tabs[at]) requests.pin(tabs[at].id, !tabs[at].pinned);
    else return;
    event.preventDefault();
  };
}

/** Brings the tab that is looked at into sight. */
export function revealActive(strip: HTMLElement): void {
  strip.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function drawTab(tab: ResultTab, isActive: boolean, requests: TabRequests): HTMLElement {
  const drawn = element(
    'div',
    {
      role: 'tab',
      id: `tab-${tab.id}`,
      class: `tab state-${tab.state} role-${tab.role}`,
      'aria-selected': isActive ? 'true' : 'false',
      'aria-controls': `result-${tab.id}`,
      'aria-keyshortcuts': 'Delete P',
      tabindex: isActive ? 0 : -1,
      title: `${tab.place}${tab.role === 'dev' ? '' : ` · ${tab.role}`}\n${tab.statement}`,
    },
    icon(tab.state === 'done' && tab.columns.length > 0 ? 'table' : stateIcons[tab.state]),
    ...(tab.role === 'dev' ? [] : [roleMark(tab.role)]),
    element('span', { class: 'title' }, tab.title),
    forMouse(
      tab.pinned ? 'pinned' : 'pin',
      tab.pinned ? 'Unpin (P)' : 'Pin: keep when the file runs again (P)',
      () => requests.pin(tab.id, !tab.pinned),
    ),
    forMouse('close', 'Close (Delete)', () => requests.close(tab.id)),
  );
  drawn.addEventListener('click', () => requests.select(tab.id));
  return drawn;
}

/** What a tab does by a key as well: within a tab there can be no button, which no screen reader would find. */
function forMouse(id: string, label: string, click: () => void): HTMLElement {
  const mark = element('span', { class: 'icon-button', title: label, 'aria-hidden': 'true' }, icon(id));
  mark.addEventListener('click', (event) => {
    event.stopPropagation();
    click();
  });
  return mark;
}

function roleMark(role: 'confirm' | 'read-only'): HTMLElement {
  const mark = icon(role === 'confirm' ? 'shield' : 'lock');
  mark.classList.add('role');
  return mark;
}
