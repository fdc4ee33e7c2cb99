import type { ResultTab } from '../../client/src/messages/results.ts';
import { element, setText } from '../shared/dom.ts';
import { showZone, shownZone } from './zone.ts';

export interface ToolRequests {
  count(): void;
  /** Dates are shown in another zone now. */
  zoned(): void;
}

const dates: ReadonlySet<string> = new Set(['date', 'timestamp', 'timestamptz', 'unknown']);
const format = new Intl.NumberFormat('en');

/** In the status line: the true number of rows on request, and the zone of dates. */
export class StatusTools {
  readonly element = element('span', { class: 'status-tools' });
  readonly #count = element('button', { type: 'button', class: 'text-button' });
  readonly #zone = element('button', {
    type: 'button',
    class: 'text-button',
    title: 'Show dates in UTC, or by the clock of this machine',
  });

  constructor(requests: ToolRequests) {
    this.element.append(this.#count, this.#zone);
    this.#count.addEventListener('click', () => requests.count());
    this.#zone.addEventListener('click', () => {
      showZone(shownZone() === 'UTC' ? 'local' : 'UTC');
      this.#drawZone();
      requests.zoned();
    });
  }

  update(tab: ResultTab): void {
    const isOpen = tab.state === 'held' || tab.state === 'full' || tab.state === 'stopped';
    this.#count.hidden = tab.arrangement === undefined || (!isOpen && tab.count === undefined);
    this.#count.title = tab.count === 'counting' ? 'Stop counting' : 'Count all rows on the server';
    setText(
      this.#count,
      tab.count === undefined
        ? 'Count all'
        : tab.count === 'counting'
          ? 'Counting… Stop'
          : `${format.format(tab.count)} in all`,
    );
    this.#zone.hidden = !tab.columns.some(({ type }) => dates.has(type));
    this.#drawZone();
  }

  #drawZone(): void {
    setText(this.#zone, shownZone() === 'UTC' ? 'UTC' : 'Local time');
  }
}
