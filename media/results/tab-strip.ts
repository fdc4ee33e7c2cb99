import type { ResultState, ResultTab } from '../../client/src/messages/results.ts';
import { element, icon } from '../shared/dom.ts';
import { iconButton } from './icon-button.ts';

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

/** The statements' tabs: arrow keys go from one to the next, Delete closes one. */
export function drawTabs(
  strip: HTMLElement,
  tabs: readonly ResultTab[],
  active: number | undefined,
  requests: TabRequests,
): void {
  const hadFocus = strip.contains(document.activeElement);
  strip.replaceChildren(...tabs.map((tab) => drawTab(tab, tab.id === active, requests)));
  if (hadFocus) strip.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  strip.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  strip.onkeydown = (event) => {
    const at = tabs.findIndex((tab) => tab.id === active);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = step === 0 ? undefined : tabs[(at + step + tabs.length) % tabs.length];
    if (next) requests.select(next.id);
    else if (event.key === 'Delete' && active !== undefined) requests.close(active);
    else return;
    event.preventDefault();
  };
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
      tabindex: isActive ? 0 : -1,
      title: `${tab.place}${tab.role === 'dev' ? '' : ` · ${tab.role}`}\n${tab.statement}`,
    },
    icon(tab.state === 'done' && tab.columns.length > 0 ? 'table' : stateIcons[tab.state]),
    ...(tab.role === 'dev' ? [] : [roleMark(tab.role)]),
    element('span', { class: 'title' }, tab.title),
    iconButton(
      tab.pinned ? 'pinned' : 'pin',
      tab.pinned ? 'Unpin' : 'Pin: keep when the file runs again',
      () => requests.pin(tab.id, !tab.pinned),
    ),
    iconButton('close', 'Close', () => requests.close(tab.id)),
  );
  drawn.addEventListener('click', () => requests.select(tab.id));
  for (const button of drawn.querySelectorAll('button')) button.tabIndex = -1;
  return drawn;
}

function roleMark(role: 'confirm' | 'read-only'): HTMLElement {
  const mark = icon(role === 'confirm' ? 'shield' : 'lock');
  mark.classList.add('role');
  return mark;
}
