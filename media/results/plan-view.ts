import { codeLanguages, type CodeLanguageId } from '../../client/src/messages/code-languages.ts';
import type { Explained, ExplainedPart, ResultTab } from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import { runText, sqlPieces, stageLink } from './plan-model.ts';
import { stepsTable } from './plan-steps.ts';
import './plan.css';

export interface PlanRequests {
  copy(language: CodeLanguageId): void;
  /** Writes a statement into the editor. */
  write(statement: string): void;
}

/**
 * The statement, its pipelines and what the server makes of them, side by side: a clause, its stages and their steps light up together. Each step has its figures
 * where it ran, and its warning; the pipeline can be copied as code.
 */
export class PlanView {
  readonly element: HTMLElement;
  readonly #sides = element('div', { class: 'plan-sides' });
  readonly #requests: PlanRequests;

  constructor(requests: PlanRequests) {
    this.#requests = requests;
    this.element = element('div', { class: 'plan' }, this.#sides);
    this.#sides.addEventListener('pointerover', (event) => this.#light(event.target));
    this.#sides.addEventListener('pointerleave', () => this.#light(this.#sides.querySelector(':focus')));
    this.#sides.addEventListener('focusin', (event) => this.#light(event.target));
  }

  /** Draws the plan, which stays as it is. */
  update({ plan }: Pick<ResultTab, 'plan'>): void {
    if (plan && !this.#sides.hasChildNodes()) this.#draw(plan.sql, plan.explained);
  }

  #draw(sql: string, plan: Explained): void {
    const { parts, logical, rules, written } = plan;
    const asked = parts.some(({ server }) => server !== undefined);
    const statement = element(
      'pre',
      { class: 'plan-sql' },
      ...sqlPieces(sql, plan).map(({ text, links }) => element('span', linked(links), text)),
    );
    this.#sides.replaceChildren(
      side(
        'Statement',
        statement,
        ...fold('Logical plan', logical, !asked),
        ...fold(rulesText(rules), rules),
      ),
      side(
        'Pipeline',
        this.#copyBar(),
        ...parts.flatMap((part, index) => pipelineOf(part, index, parts.length > 1)),
      ),
    );
    if (!asked) return;
    const notes = written
      ? [element('p', { class: 'plan-run' }, `${written.documents} documents written in ${written.ms} ms`)]
      : [];
    this.#sides.append(
      side('Server', ...notes, ...parts.flatMap((part, index) => this.#server(part, index, parts))),
    );
  }

  #copyBar(): HTMLElement {
    const buttons = codeLanguages.map(({ id, label, detail }) => {
      const made = element('button', { type: 'button', class: 'link-button', title: detail }, label);
      made.addEventListener('click', () => this.#requests.copy(id));
      return made;
    });
    return element('div', { class: 'plan-bar' }, 'Copy as', ...buttons);
  }

  focus(): void {
    this.#sides.querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  #server(
    { title, server }: ExplainedPart,
    index: number,
    { length }: readonly ExplainedPart[],
  ): HTMLElement[] {
    if (!server) return [];
    const { run } = server;
    return [
      ...(length > 1 ? [element('h4', {}, title)] : []),
      ...(run ? [element('p', { class: 'plan-run' }, runText(run))] : []),
      stepsTable(server, index, (statement) => this.#requests.write(statement)),
    ];
  }

  /** Lights up all that shares a stage with what is pointed at. */
  #light(target: EventTarget | null): void {
    const at = target instanceof Element ? target.closest<HTMLElement>('[data-links]') : null;
    const links = new Set(linksOf(at));
    for (const each of this.#sides.querySelectorAll<HTMLElement>('[data-links]'))
      each.classList.toggle(
        'lit',
        linksOf(each).some((link) => links.has(link)),
      );
  }
}

const linksOf = (node: HTMLElement | null): readonly string[] =>
  (node?.dataset['links'] ?? '').split(' ').filter((link) => link !== '');

/** What belongs to a stage can be pointed at by the keyboard. */
const linked = (links: readonly string[]): Readonly<Record<string, string | number>> =>
  links.length > 0 ? { 'data-links': links.join(' '), tabindex: 0 } : {};

/** Scrolls by itself; so the keyboard must reach it. */
const side = (title: string, ...inner: readonly Node[]): HTMLElement =>
  element(
    'section',
    { class: `plan-side plan-${title.toLowerCase()}`, 'aria-label': title, tabindex: 0 },
    element('h3', {}, title),
    ...inner,
  );

function pipelineOf(
  { title, where, stages }: ExplainedPart,
  part: number,
  isOfSeveral: boolean,
): HTMLElement[] {
  const head = isOfSeveral ? `${title}, ${where}` : where;
  const items = stages.map(({ text }, stage) =>
    element('li', { class: 'plan-stage', ...linked([stageLink(part, stage)]) }, text),
  );
  return [element('h4', {}, head), element('ol', {}, ...items)];
}

/** Lines by their own indent, which can be folded away; none where there are none. */
function fold(title: string, lines: readonly string[], isOpen = false): HTMLElement[] {
  if (lines.length === 0) return [];
  return [
    element('details', { open: isOpen }, element('summary', {}, title), element('pre', {}, lines.join('\n'))),
  ];
}

function rulesText(rules: readonly string[]): string {
  const count = rules.filter((line) => line.startsWith('rule ')).length;
  return `${count} ${count === 1 ? 'rule' : 'rules'} changed the plan`;
}
