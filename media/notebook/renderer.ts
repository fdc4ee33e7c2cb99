import {
  keptWords,
  type FromNotebook,
  type OutputName,
  type RowsOutput,
} from '../../client/src/messages/notebook.ts';
import type { FromResultsView, ResultTab } from '../../client/src/messages/results.ts';
import type { ShownAs } from '../../client/src/messages/shown-as.ts';
import { cellOf, shownText } from '../../client/src/results/bson-text.ts';
import { copyText } from '../../client/src/results/copy-text.ts';
import { unpacked } from '../../client/src/results/packed-values.ts';
import { answer } from '../../client/src/results/result-answers.ts';
import { element } from '../shared/dom.ts';
import { ResultPane } from '../results/result-pane.ts';

// Rows in the output of a notebook's cell: the pane of the results panel, answered from the rows that the output holds.

interface OutputItem {
  readonly id: string;
  readonly metadata?: unknown;
  json(): unknown;
}

interface Renderer {
  renderOutputItem(item: OutputItem, place: HTMLElement): Promise<void>;
  disposeOutputItem(id?: string): void;
}

const rowHeight = 22;
/** Header, status line and a scroll bar. */
const frameHeight = 72;
const height = { least: 100, most: 420, drawn: 320 };

/** What the notebook calls first. An editor may leave out what speaks to the extension. */
export function activate({ postMessage }: { postMessage?(message: FromNotebook): void }): Renderer {
  const panes = new Map<string, ResultPane>();
  /** How outputs are shown since somebody chose: an output is drawn again whenever it comes into sight. */
  const chosen = new Map<string, ShownAs>();
  const dispose = (id: string): void => {
    panes.get(id)?.dispose();
    panes.delete(id);
  };
  useIconFont();
  return {
    async renderOutputItem(item, place) {
      dispose(item.id);
      const output = item.json() as RowsOutput;
      const { output: name } = (item.metadata ?? {}) as Partial<OutputName>;
      const shown = (name === undefined ? undefined : chosen.get(name)) ?? output.shown;
      const pane = await render({ ...output, ...(shown ? { shown } : {}) }, place, {
        ask: (message) => postMessage?.(message),
        shown: (now) => {
          if (name === undefined) return;
          chosen.set(name, now);
          postMessage?.({ type: 'shown', output: name, shown: now });
        },
      });
      panes.set(item.id, pane);
    },
    disposeOutputItem(id) {
      for (const each of id === undefined ? [...panes.keys()] : [id]) dispose(each);
    },
  };
}

/** What a pane asks for, and how it is looked at once somebody chose. */
interface Told {
  ask(message: FromNotebook): void;
  shown(shown: ShownAs): void;
}

async function render(output: RowsOutput, place: HTMLElement, { ask, shown }: Told): Promise<ResultPane> {
  const columnNames = output.columns.map(({ name }) => name);
  const rows = output.rows.map((row) => row.map(unpacked));
  const rowsHeld = { length: rows.length, slice: (from: number, to: number) => rows.slice(from, to) };
  const tab = tabOf(output);
  const send = (message: FromResultsView): void => {
    // The pane asks while it draws; it is answered once it has drawn.
    queueMicrotask(() => {
      switch (message.type) {
        case 'page': {
          const { from, count } = message;
          return pane.page(
            from,
            rows.slice(from, from + count).map((row) => row.map(cellOf)),
          );
        }
        case 'value':
          return pane.value({ ...message, ...shownText(rows[message.row]?.[message.column]) });
        case 'branch':
        case 'json':
        case 'chart':
        case 'summary': {
          const given = answer({ columnNames, rowsHeld }, message);
          if (given.type === message.type) pane.take(given as Parameters<ResultPane['take']>[0]);
          return;
        }
        case 'write':
          return output.plan && ask({ type: 'write', sql: output.plan.sql, statement: message.statement });
        case 'copyPipeline':
          return (
            output.plan && ask({ type: 'copyPipeline', sql: output.plan.sql, language: message.language })
          );
        default:
          return; // There is no cursor here that could give more, and no tab to close.
      }
    });
  };
  let known: string | undefined;
  const pane = new ResultPane(tab, send, () => {
    const now = JSON.stringify(pane.shownAs);
    if (known === undefined || known === now) return;
    known = now;
    makeRoom();
    shown(pane.shownAs);
  });
  // In a tree of its own: the notebook's styles and the pane's stay apart.
  const frame = element('div', { class: 'notebook-frame' }, pane.element);
  const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' });
  const [icons, styles] = [styleSheet('codicon.css'), styleSheet('results.css')];
  root.replaceChildren(icons, styles, element('style', {}, frameStyles), frame);
  frame.style.height = `${heightOf(rows.length)}px`;
  await Promise.all(
    [icons, styles].map((sheet) => new Promise((resolve) => (sheet.onload = sheet.onerror = resolve))),
  );
  /** A picture of few rows wants more room than they do. */
  const makeRoom = (): void => {
    const isDrawn = !['grid', 'plan'].includes(pane.shownAs.view);
    if (isDrawn && frame.clientHeight < height.drawn) frame.style.height = `${height.drawn}px`;
  };
  pane.update(tab);
  if (output.plan) fitHeight(frame);
  if (output.shown) {
    pane.showAs(output.shown);
    makeRoom();
  }
  known = JSON.stringify(pane.shownAs);
  frame.addEventListener('copy', (event) => {
    const { selected } = pane;
    if (!selected) return;
    const { fromRow, toRow, columns } = selected;
    const names = columns.map((column) => columnNames[column] ?? '');
    const cells = rows.slice(fromRow, toRow + 1).map((row) => columns.map((column) => row[column]));
    event.clipboardData?.setData('text/plain', copyText(names, cells, 'text'));
    event.preventDefault();
  });
  return pane;
}

function tabOf(output: RowsOutput): ResultTab {
  const { title, columns, rows, affected, pool, host, firstRowMs, ms, plan, notes = [] } = output;
  const kept = keptWords(output);
  const words = [...(kept === undefined ? [] : [`Showing the ${kept}.`]), ...notes];
  return {
    id: 0,
    title,
    statement: title,
    place: '',
    state: 'done',
    columns,
    rows: rows.length,
    problems: [],
    pinned: false,
    role: 'dev',
    ...(words.length > 0 ? { message: words.join('\n') } : {}),
    ...(affected === undefined ? {} : { affected }),
    ...(pool === undefined ? {} : { pool }),
    ...(host === undefined ? {} : { host }),
    ...(firstRowMs === undefined ? {} : { firstRowMs }),
    ...(ms === undefined ? {} : { ms }),
    ...(plan === undefined ? {} : { plan }),
  };
}

const heightOf = (rows: number): number =>
  Math.min(height.most, Math.max(height.least, frameHeight + rows * rowHeight));

/** As high as what is in it wants to be. */
function fitHeight(frame: HTMLElement): void {
  frame.style.height = 'fit-content';
  frame.style.height = `${Math.min(height.most, Math.max(height.least, frame.offsetHeight))}px`;
}

/** A style sheet beside this script. */
function styleSheet(name: string): HTMLLinkElement {
  return element('link', { rel: 'stylesheet', href: new URL(`./${name}`, import.meta.url).href });
}

/** A font is known to the page alone, not to the trees inside it. */
function useIconFont(): void {
  document.head.append(styleSheet('codicon.css'));
}

const frameStyles = `
.notebook-frame {
  --vscode-panel-background: var(--vscode-notebook-outputContainerBackgroundColor, var(--vscode-editor-background));
  display: flex;
  flex-direction: column;
  min-height: ${height.least}px;
  overflow: hidden;
  resize: vertical;
  color: var(--vscode-foreground);
  background: var(--vscode-editor-background);
  border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent));
  font-family: var(--vscode-font-family);
  font-size: var(--vscode-font-size, 13px);
}
`;
