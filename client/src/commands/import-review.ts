import { QuickPickItemKind, window, workspace, type QuickPickItem } from 'vscode';
import { fieldDescription } from '../connections/connection-rows.ts';
import { columnTypes } from '../import/column-types.ts';
import { encodings } from '../import/file-text.ts';
import { delimiters, planImport, type GivenPlan, type ImportPlan } from '../import/import-plan.ts';
import { delimiterWords } from '../import/import-words.ts';
import { previewImport, type Preview } from '../import/preview.ts';
import { ejsonText } from '../results/ejson-text.ts';

/** What somebody decided once they saw what a file is taken for. `pool` is undefined for one of the import's own. */
export interface ReviewedImport {
  readonly action: 'import' | 'check';
  readonly plan: ImportPlan;
  readonly given: GivenPlan;
  readonly pool: string | undefined;
}

export interface ReviewStart {
  readonly file: string;
  /** `shop.orders` */
  readonly place: string;
  /** Pools of the connection that it may go through. */
  readonly pools: readonly string[];
  readonly given: GivenPlan;
  readonly pool: string | undefined;
}

type Decision = { readonly given?: GivenPlan; readonly pool?: string | undefined } | undefined;
type Row = QuickPickItem & {
  readonly action?: ReviewedImport['action'] | 'show';
  readonly decide?: () => Promise<Decision>;
};

const shownDocuments = 20;
const examplesWidth = 60;
const count = new Intl.NumberFormat('en');
const size = new Intl.NumberFormat('en', { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });

/** Shows how a file would be read and lets it be changed, as often as somebody likes; undefined where they think better of it. */
export async function reviewImport(start: ReviewStart): Promise<ReviewedImport | undefined> {
  let { given, pool } = start;
  for (;;) {
    const plan = await planImport(start.file, given);
    const preview = await previewImport(start.file, plan);
    const chosen = await window.showQuickPick<Row>(rows(plan, preview, { ...start, given, pool }), {
      title: `Import into ${start.place}`,
      placeHolder: 'Enter imports; a row below changes how the file is read',
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    if (!chosen) return undefined;
    if (chosen.action === 'show') await showDocuments(preview);
    else if (chosen.action) return { action: chosen.action, plan, given, pool };
    const decided = await chosen.decide?.();
    if (decided && 'pool' in decided) ({ pool } = decided);
    if (decided?.given) given = { ...given, ...decided.given };
  }
}

function rows(plan: ImportPlan, preview: Preview, { place, pools, given, pool }: ReviewStart): Row[] {
  const { documents, unreadable, isWhole } = preview;
  const number = isWhole ? `${count.format(documents.length)} documents` : size.format(preview.size / 1e6);
  const first = unreadable[0];
  return [
    { label: `$(cloud-upload) Import into ${place}`, description: number, action: 'import' },
    { label: '$(search) Check the whole file', description: 'reads it and writes nothing', action: 'check' },
    {
      label: '$(json) Show first documents',
      description: first ? `${unreadable.length} of the first rows cannot be read` : '',
      ...(first ? { detail: `line ${first.line}: ${first.reason}` } : {}),
      action: 'show',
    },
    { label: 'How the file is read', kind: QuickPickItemKind.Separator },
    {
      label: 'Format',
      description: plan.format === 'csv' ? 'CSV' : 'JSON or Extended JSON',
      decide: () => decide(['csv', 'json'] as const, (format) => ({ given: { format } })),
    },
    {
      label: 'Encoding',
      description: plan.encoding,
      decide: () => decide(encodings, (encoding) => ({ given: { encoding } })),
    },
    ...(plan.format === 'csv' ? csvRows(plan, given) : []),
    {
      label: 'Pool',
      description: pool ?? ownPool,
      decide: () => decide([ownPool, ...pools], (name) => ({ pool: name === ownPool ? undefined : name })),
    },
    {
      label: plan.format === 'csv' ? 'Columns: choose one to change its type' : 'Fields',
      kind: QuickPickItemKind.Separator,
    },
    ...(plan.format === 'csv' ? columnRows(plan, given) : fieldRows(preview)),
  ];
}

const ownPool = 'one of its own, until the import ends';

function csvRows(
  { delimiter, header }: Extract<ImportPlan, { format: 'csv' }>,
  { types = new Map() }: GivenPlan,
): Row[] {
  const headings = ['holds the names of the columns', 'is data'];
  return [
    {
      label: 'Values are parted by',
      description: delimiterWords(delimiter),
      decide: () =>
        decide(delimiters.map(delimiterWords), (_, place) => {
          const chosen = delimiters[place];
          // Other columns come of it.
          return chosen === undefined ? undefined : { given: { delimiter: chosen, types: new Map() } };
        }),
    },
    {
      label: 'First line',
      description: headings[header ? 0 : 1] ?? '',
      decide: () =>
        decide(headings, (_, place) => ({
          given: { header: place === 0, types: header === (place === 0) ? types : new Map() },
        })),
    },
  ];
}

function columnRows(
  { columns }: Extract<ImportPlan, { format: 'csv' }>,
  { types = new Map() }: GivenPlan,
): Row[] {
  return columns.map(({ field, type, examples }) => ({
    label: `$(symbol-field) ${field}`,
    description: type === 'skip' ? 'left out' : type,
    detail: cut(examples.join(' · ')) || 'empty in the first rows',
    decide: async () => {
      const items = columnTypes.map((row) => ({ label: row.type, description: row.words, type: row.type }));
      const chosen = await window.showQuickPick(items, { title: `Type of ${field}`, placeHolder: type });
      return chosen && { given: { types: new Map([...types, [field, chosen.type]]) } };
    },
  }));
}

const fieldRows = ({ fields }: Preview): Row[] =>
  fields.map((field) => ({ label: `$(symbol-field) ${field.name}`, description: fieldDescription(field) }));

async function decide<T extends string>(
  choices: readonly T[],
  meaning: (choice: T, place: number) => Decision,
): Promise<Decision> {
  const label = await window.showQuickPick(choices);
  const place = choices.findIndex((choice) => choice === label);
  const chosen = choices[place];
  return chosen === undefined ? undefined : meaning(chosen, place);
}

async function showDocuments({ documents }: Preview): Promise<void> {
  const content = ejsonText(documents.slice(0, shownDocuments), 2);
  await window.showTextDocument(await workspace.openTextDocument({ language: 'json', content }), {
    preview: true,
  });
}

const cut = (text: string): string =>
  text.length > examplesWidth ? `${text.slice(0, examplesWidth)}…` : text;
