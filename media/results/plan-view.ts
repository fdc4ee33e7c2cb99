import { codeLanguages, type CodeLanguageId } from '../../client/src/messages/code-languages.ts';
import { element, icon } from '../shared/dom.ts';

export interface PlanRequests {
  plan(): void;
  copy(language: CodeLanguageId): void;
}

/** The lines of EXPLAIN: what a line warns of is marked, and the pipeline can be copied as code. */
export class PlanView {
  readonly element: HTMLElement;
  readonly #lines = element('div', {
    class: 'plan-lines',
    role: 'document',
    tabindex: 0,
    'aria-label': 'Plan',
  });
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
      this.#lines,
      element('div', { class: 'plan-bar' }, 'Copy pipeline as', ...buttons),
    );
  }

  update(): void {
    this.#requests.plan();
  }

  plan(lines: readonly string[]): void {
    this.#lines.replaceChildren(
      ...lines.map((line) => {
        const isWarning = warns(line);
        const isHead = !line.startsWith(' ');
        const text = line.trimStart();
        const made = element(
          'div',
          { class: isWarning ? 'plan-line warning' : isHead ? 'plan-line head' : 'plan-line' },
          ...(isWarning ? [icon('warning')] : []),
          text,
        );
        made.style.setProperty('--level', String((line.length - text.length) / 2));
        return made;
      }),
    );
  }

  focus(): void {
    this.#lines.focus();
  }
}

/** What EXPLAIN says of a collection that is read whole, or of rows that all have to be held. */
export function warns(line: string): boolean {
  return /^\s*COLLSCAN\b/.test(line) || /: holds (every row|its rows)\b/.test(line);
}
