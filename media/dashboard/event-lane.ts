import type { EventMark } from '../../client/src/messages/dashboard.ts';
import { formatClock } from '../../client/src/messages/format.ts';
import { element, icon } from '../shared/dom.ts';
import {
  clusterEvents,
  clusterText,
  eventRows,
  laneFaces,
  neighbourhood,
  type EventCluster,
} from './event-model.ts';
import type { TimeSpan } from './time-span.ts';

const slotWidth = 18;

/** What happened, under the charts and on their time axis. A mark that is chosen tells its story and its neighbours below. */
export class EventLane {
  readonly root: HTMLElement;
  readonly #rows = new Map(eventRows.map((row) => [row, element('div', { class: 'event-row' })]));
  readonly #story = element('div', { class: 'event-story', role: 'status' });
  readonly #empty = element('span', { class: 'event-empty' }, 'Nothing happened in this time.');
  #marks: readonly EventMark[] = [];
  #span: TimeSpan = { from: 0, to: 1 };

  constructor() {
    this.root = element(
      'section',
      { class: 'chart event-lane', 'data-chart': 'events' },
      element('header', {}, element('h3', {}, 'Events')),
      ...eventRows.map((row) =>
        element(
          'div',
          { class: 'event-line', role: 'group', 'aria-label': row },
          element('span', { class: 'event-label' }, row),
          this.#rows.get(row) ?? '',
        ),
      ),
      this.#story,
    );
    this.#rows.get('events')?.append(this.#empty);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.#story.replaceChildren();
    });
    new ResizeObserver(() => this.#draw()).observe(this.root);
  }

  update(marks: readonly EventMark[]): void {
    this.#marks = marks;
    this.#draw();
  }

  set span(span: TimeSpan) {
    this.#span = span;
    this.#draw();
  }

  #draw(): void {
    const width = this.#rows.get('events')?.clientWidth ?? 0;
    const clusters = clusterEvents(this.#marks, this.#span, Math.max(1, Math.floor(width / slotWidth)));
    this.#empty.hidden = clusters.length > 0;
    for (const [row, line] of this.#rows) {
      this.#drawRow(
        line,
        clusters.filter((cluster) => cluster.row === row),
      );
    }
  }

  /** Buttons are kept by the moment they stand for, so that focus stays while they move along. */
  #drawRow(line: HTMLElement, clusters: readonly EventCluster[]): void {
    const kept = new Map<string, HTMLElement>();
    for (const child of line.querySelectorAll<HTMLElement>('.event-mark'))
      kept.set(child.dataset['key'] ?? '', child);
    for (const cluster of clusters) {
      const key = `${cluster.lane} ${cluster.from} ${cluster.to} ${cluster.count}`;
      const button = kept.get(key) ?? this.#button(line, cluster, key);
      button.style.left = `${(cluster.place * 100).toFixed(2)}%`;
      kept.delete(key);
    }
    for (const gone of kept.values()) gone.remove();
  }

  #button(line: HTMLElement, cluster: EventCluster, key: string): HTMLElement {
    const face = laneFaces[cluster.lane];
    const text = clusterText(cluster);
    const button = element(
      'button',
      {
        class: `event-mark tone-${face.tone}`,
        type: 'button',
        title: text,
        'aria-label': text,
        'data-key': key,
      },
      icon(face.icon),
    );
    if (cluster.count > 1)
      button.append(
        element('span', { class: 'event-count' }, cluster.count > 99 ? '99' : `${cluster.count}`),
      );
    button.addEventListener('click', () => this.#tell(cluster));
    line.append(button);
    return button;
  }

  #tell(cluster: EventCluster): void {
    const around = Math.max(2000, (this.#span.to - this.#span.from) / 100);
    const close = element(
      'button',
      { class: 'quiet-button', type: 'button', 'aria-label': 'Close' },
      icon('close'),
    );
    close.addEventListener('click', () => this.#story.replaceChildren());
    const lines = neighbourhood(this.#marks, cluster, around).map(({ mark, own }) =>
      element(
        'li',
        { class: own ? 'own' : 'near' },
        element('time', {}, formatClock(mark.at)),
        icon(laneFaces[mark.lane].icon),
        element('span', {}, mark.text),
        element('span', { class: 'story-pool' }, mark.pool),
      ),
    );
    this.#story.replaceChildren(close, element('ol', {}, ...lines.slice(0, 60)));
  }
}
