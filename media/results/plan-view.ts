import { codeLanguages, type CodeLanguageId } from '../../client/src/messages/code-languages.ts';
import type { PlanLine } from '../../client/src/messages/results.ts';
import { element, icon } from '../shared/dom.ts';

export interface PlanRequests {
  plan(): void;
  copy(language: CodeLanguageId): void;
}

/** How EXPLAIN VERBOSE begins a rule that changed the plan. */
const ruleHead = '  rule ';

/** The statement beside the lines of EXPLAIN: a clause and its stages light up together, what a line warns of is marked, and the pipeline can be copied as code. */
export class PlanView {
  readonly element: HTMLElement;
  readonly #lines = element('div', {
    class: 'plan-lines',
    role: 'document',
    tabindex: 0,
    'aria-label': 'Plan',
  });
  readonly #sql = element('pre', { class: 'plan-sql', 'aria-label': 'Statement', hidden: true });
  readonly #requests: PlanRequests;

  constructor(requests: PlanRequests) {
    this.#requests = requests;
    const buttons = codeLanguages.map(({ id, label, detail }) => {
      const made = element('button', { type: 'button', class: 'text-button', title: detail }, label);
      made.addEventListener('click', () => requests.copy(id));
      return made;
    });
    this.element = element(
      'div',
      { class: 'plan' },
      element('div', { class: 'plan-sides' }, this.#sql, this.#lines),
      element('div', { class: 'plan-bar' }, 'Copy pipeline as', ...buttons),
    );
    this.element.addEventListener('pointerover', (event) => this.#light(event.target));
    this.element.addEventListener('pointerleave', () => this.#light(document.activeElement));
    this.element.addEventListener('focusin', (event) => this.#light(event.target));
  }

  update(): void {
    this.#requests.plan();
  }

  plan(sql: string, lines: readonly PlanLine[]): void {
    const drawn = lines.map((line) => this.#line(line));
    const first = lines.findIndex(({ text }) => text.startsWith(ruleHead));
    const behind = lines.findIndex(({ text }, index) => index > first && !text.startsWith(' '));
    const rules = first < 0 ? [] : drawn.splice(first, (behind < 0 ? lines.length : behind) - first);
    if (rules.length > 0) {
      const count = lines.filter(({ text }) => text.startsWith(ruleHead)).length;
      const summary = `${count} ${count === 1 ? 'rule' : 'rules'} changed the plan`;
      drawn.splice(first, 0, element('details', {}, element('summary', {}, summary), ...rules));
    }
    this.#lines.replaceChildren(...drawn);
    this.#drawSql(sql, lines);
  }

  #line({ text: line, span }: PlanLine): HTMLElement {
    const isWarning = warns(line);
    const isHead = !line.startsWith(' ');
    const text = line.trimStart();
    const made = element(
      'div',
      {
        class: isWarning ? 'plan-line warning' : isHead ? 'plan-line head' : 'plan-line',
        tabindex: span ? 0 : undefined,
        'data-start': span?.start,
        'data-end': span?.end,
      },
      ...(isWarning ? [icon('warning')] : []),
      text,
    );
    made.style.setProperty('--level', String((line.length - text.length) / 2));
    return made;
  }

  /** The statement, cut where a clause of a stage begins or ends: each piece knows its place. */
  #drawSql(sql: string, lines: readonly PlanLine[]): void {
    const spans = lines.flatMap(({ span }) => (span ? [span] : []));
    this.#sql.hidden = spans.length === 0;
    const cuts = [...new Set([0, sql.length, ...spans.flatMap(({ start, end }) => [start, end])])];
    const pieces = cuts.sort((a, b) => a - b);
    this.#sql.replaceChildren(
      ...pieces.slice(0, -1).map((start, index) => {
        const end = pieces[index + 1] ?? sql.length;
        const isClause = spans.some((span) => span.start <= start && end <= span.end);
        return element(
          'span',
          { 'data-start': start, 'data-end': end, tabindex: isClause ? 0 : undefined },
          sql.slice(start, end),
        );
      }),
    );
  }

  /** Lights up a clause and its stages: all that shares a place in the statement with what is pointed at. */
  #light(target: EventTarget | null): void {
    const at = target instanceof Element ? target.closest<HTMLElement>('[data-start]') : null;
    for (const each of this.element.querySelectorAll<HTMLElement>('[data-start]'))
      each.classList.toggle('lit', at !== null && at.tabIndex === 0 && overlap(each, at));
  }

  focus(): void {
    this.#lines.focus();
  }
}

function overlap(one: HTMLElement, other: HTMLElement): boolean {
  const [start, end] = [Number(one.dataset['start']), Number(one.dataset['end'])];
  return start < Number(other.dataset['end']) && Number(other.dataset['start']) < end;
}

/** What EXPLAIN says of a collection that is read whole, or of rows that all have to be held. */
export function warns(line: string): boolean {
  return /^\s*COLLSCAN\b/.test(line) || /: holds (every row|its rows)\b/.test(line);
}
