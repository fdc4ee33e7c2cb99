import type { ServerPlan, ServerStep } from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import { stageLink, stepCells } from './plan-model.ts';

const figureHeads = ['In', 'Out', 'Time', 'Share'] as const;

/** The steps of the server as a table, in the order in which documents flow. Figures are there where it ran. */
export function stepsTable(
  { steps }: ServerPlan,
  part: number,
  write: (statement: string) => void,
): HTMLElement {
  const isMeasured = steps.some(({ rowsOut }) => rowsOut !== undefined);
  const heads = isMeasured ? figureHeads : [];
  return element(
    'table',
    { class: 'plan-steps', 'aria-label': 'Steps of the server' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Step'),
        ...heads.map((head) => element('th', { scope: 'col', class: 'figure' }, head)),
      ),
    ),
    element('tbody', {}, ...steps.map((step) => stepRow(step, part, isMeasured, write))),
  );
}

function stepRow(
  step: ServerStep,
  part: number,
  isMeasured: boolean,
  write: (statement: string) => void,
): HTMLElement {
  const { name, detail, depth, stages, warning, share } = step;
  const head = element(
    'th',
    { scope: 'row', title: warning?.message },
    ...(warning ? [warningIcon()] : []),
    name,
    ...(detail === undefined ? [] : [' ', element('span', { class: 'plan-detail' }, detail)]),
  );
  const [fix] = warning?.fixes ?? [];
  if (fix) head.append(' ', fixButton(fix.title, write));
  head.style.setProperty('--level', String(depth));
  const row = element(
    'tr',
    {
      class: warning ? 'plan-step warning' : 'plan-step',
      tabindex: 0,
      'data-links': stages.map((stage) => stageLink(part, stage)).join(' '),
    },
    head,
  );
  for (const text of isMeasured ? stepCells(step) : []) row.append(element('td', { class: 'figure' }, text));
  const last = row.lastElementChild;
  if (share !== undefined && last instanceof HTMLElement) {
    last.classList.add('plan-share');
    last.style.setProperty('--share', `${Math.round(share * 100)}%`);
  }
  return row;
}

const warningIcon = (): HTMLElement =>
  element('i', { class: 'codicon codicon-warning', role: 'img', 'aria-label': 'Warning' });

/** `title` is `Write CREATE INDEX ON …`. */
function fixButton(title: string, write: (statement: string) => void): HTMLElement {
  const statement = title.replace(/^Write /, '');
  const button = element('button', { type: 'button', class: 'link-button', title }, 'Write CREATE INDEX');
  button.addEventListener('click', () => write(`${statement};`));
  return button;
}
