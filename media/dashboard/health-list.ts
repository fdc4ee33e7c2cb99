import type { DashboardSnapshot } from '../../client/src/messages/dashboard.ts';
import { element, icon } from '../shared/dom.ts';
import { healthLines } from './health-model.ts';

/** Why health is not at 100; nothing where it is. */
export class HealthList {
  readonly root: HTMLElement;
  readonly #list = element('ul', { class: 'advice-list health-list' });
  #shown = '';

  constructor() {
    this.root = element('section', { class: 'card health' }, element('h3', {}, 'Health'), this.#list);
    this.root.hidden = true;
  }

  update(snapshot: DashboardSnapshot): void {
    const lines = healthLines(snapshot);
    const shown = JSON.stringify(lines);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.root.hidden = lines.length === 0;
    this.#list.replaceChildren(
      ...lines.map(({ icon: id, issue, cost }) => {
        const text = element('div', { class: 'advice-text' }, issue);
        if (cost !== '') text.append(element('p', {}, cost));
        return element('li', {}, icon(id), text);
      }),
    );
  }
}
