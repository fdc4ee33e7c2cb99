import type { LintSettings } from '../../dialect/src/analysis/lint/lint.ts';
import type { Catalog } from '../../dialect/src/index.ts';
import type { Span } from '../../dialect/src/text/span.ts';
import { firstWhere, resplit } from '../../dialect/src/text/resplit.ts';
import type { Text } from '../../dialect/src/text/resplit.ts';
import { meansTheSame, namesOf, nothingExists } from './document-names.ts';
import type { DocumentNames } from './document-names.ts';
import { Meaning, Reading } from './statements.ts';
import type { StatementModel } from './statements.ts';
import { stretchesOf, usualSize } from './stretches.ts';
import type { PlacedStretch } from './stretches.ts';

/** A document as features see it: one immutable value; an edit makes a new one that shares what did not change. */
export class DocumentModel {
  readonly uri: string;
  readonly text: Text;
  /** Its statements, so many together. */
  readonly stretches: readonly PlacedStretch[];
  readonly names: DocumentNames;
  /** The session's current pool, where one was chosen. */
  readonly currentPool: string | undefined;
  /** How severe lint rules are to its author. */
  readonly lint: LintSettings;
  /** What the last edit that changed much took away. */
  readonly taken: WeakRef<Taken> | undefined;
  #statements: readonly StatementModel[] | undefined;

  constructor(
    input: DocumentInput,
    stretches: readonly PlacedStretch[],
    names: DocumentNames,
    taken?: WeakRef<Taken>,
  ) {
    this.uri = input.uri;
    this.text = input.text;
    this.stretches = stretches;
    this.names = names;
    this.currentPool = input.currentPool;
    this.lint = input.lint ?? noSettings;
    this.taken = taken;
  }

  /** What exists: the catalogue, and what the document itself creates. */
  get catalog(): Catalog {
    return this.names.catalog;
  }

  /** All statements at their places: for what is not asked at each keystroke, as there may be twenty thousand. */
  get statements(): readonly StatementModel[] {
    return (this.#statements ??= this.stretches.flatMap(placed));
  }
}

const noSettings: LintSettings = {};

export interface DocumentInput {
  readonly uri: string;
  readonly text: Text;
  readonly catalog: Catalog;
  readonly currentPool?: string | undefined;
  readonly lint?: LintSettings | undefined;
}

/**
 * The stretches that an edit took away, many at once: a quote that is opened takes all that follows, and gives it back as it was when it is
 * closed. Kept as long as the memory is not wanted for something else.
 */
interface Taken {
  readonly stretches: readonly PlacedStretch[];
  readonly existing: string;
}

/** So many stretches are many. */
const many = 4;

/**
 * The model of a document's text. Nothing is parsed or analysed before it is asked for, except what may declare something; what was known of
 * a statement stays known while its text, and what its names mean, are the same.
 */
export function updateDocument(input: DocumentInput, previous?: DocumentModel): DocumentModel {
  const { text, catalog } = input;
  const old = previous?.stretches ?? [];
  const { before, from, to, changed, after, by } = resplit(previous?.text ?? '', old, text);
  const names = previous?.names ?? nothingExists;
  const replaced = old.slice(before, after);
  const known = new Map<string, Meaning>();
  if (changed.length > many * usualSize) {
    const { stretches = [], existing } = previous?.taken?.deref() ?? {};
    for (const { meaning } of stretches.flatMap(({ statements }) => statements))
      if (meaning.staysSame && existing === names.existing) known.set(meaning.reading.text, meaning);
  }
  for (const { statements } of replaced) for (const each of statements) known.set(each.text, each.meaning);
  const taken =
    replaced.length > many ? new WeakRef({ stretches: replaced, existing: names.existing }) : previous?.taken;
  const anew = changed.map(({ text: own, start, end }) => {
    const meaning = known.get(own) ?? new Meaning(new Reading(previous ? copied(own) : own), names.watched);
    return { start, end, meaning };
  });
  const stretches = [
    ...old.slice(0, before),
    ...stretchesOf(text, from, to, anew),
    ...old.slice(after).map((each) => each.moved(by)),
  ];
  const now = namesOf(stretches, catalog, names);
  if (meansTheSame(names, now)) return new DocumentModel(input, stretches, now, taken);
  const stays = now.existing === names.existing;
  const current = ({ meaning }: StatementModel) =>
    stays && meaning.staysSame ? meaning : new Meaning(meaning.reading, now.watched);
  return new DocumentModel(
    input,
    stretches.map((each) => each.withMeanings(current)),
    now,
    taken,
  );
}

/** A text that keeps no other alive: a part of a long text, as the engine has it, keeps the whole. */
function copied(part: string): string {
  return Buffer.from(part, 'utf16le').toString('utf16le');
}

/** A span of a statement as one of the document. */
export function shift(span: Span, by: number): Span {
  return { start: span.start + by, end: span.end + by };
}

/** The statement that holds the offset; the last one also while it has no `;` and the offset is behind it. */
export function statementAt({ stretches }: DocumentModel, offset: number): StatementModel | undefined {
  const behind = firstWhere(
    stretches,
    ({ start, statements: [first] }) => !first || start + first.start > offset,
  );
  const stretch = stretches[behind - 1];
  if (!stretch) return undefined;
  const { start, statements } = stretch;
  const last = statements[firstWhere(statements, (each) => start + each.start > offset) - 1]?.moved(start);
  if (!last) return undefined;
  return offset <= last.end || !last.text.endsWith(';') ? last : undefined;
}

/** The statements that touch a span, in the order of the text. */
export function statementsIn({ stretches }: DocumentModel, span: Span): readonly StatementModel[] {
  return stretches
    .filter(({ start, end }) => start <= span.end && span.start <= end)
    .flatMap(placed)
    .filter(({ start, end }) => start <= span.end && span.start <= end);
}

function placed({ start, statements }: PlacedStretch): readonly StatementModel[] {
  return statements.map((each) => each.moved(start));
}
