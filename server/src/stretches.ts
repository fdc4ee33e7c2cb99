import type { Text, TextPart } from '../../dialect/src/text/resplit.ts';
import { declarations } from './declarations.ts';
import type { Declarations } from './declarations.ts';
import { StatementModel } from './statements.ts';
import type { Meaning } from './statements.ts';
import { ignoreComments } from './text/ignored-codes.ts';
import type { IgnoreComments } from './text/ignored-codes.ts';

/** A stretch has so many statements, or a little more after an edit: few beside a long document, as many beside it are few. */
export const usualSize = 128;

/**
 * Statements that follow each other, wherever in a document they stand: what is known of them together stays known while neither their texts
 * nor what their names mean changes. A keystroke makes one of them anew, and asks the others only for what they have to say.
 */
export class Stretch {
  /** Their places count from where the stretch begins: behind the `;` of the one before. */
  readonly statements: readonly StatementModel[];
  readonly length: number;
  readonly ignores: IgnoreComments;
  /** See oncePerStretch. */
  readonly findings: unknown[] = [];

  constructor(statements: readonly StatementModel[], length: number, ignores: IgnoreComments) {
    this.statements = statements;
    this.length = length;
    this.ignores = ignores;
  }

  /** The same texts; itself where they mean the same. */
  withMeanings(meaningOf: (statement: StatementModel) => Meaning): Stretch {
    const meanings = this.statements.map(meaningOf);
    if (this.statements.every(({ meaning }, index) => meaning === meanings[index])) return this;
    const statements = this.statements.map(
      (each, index) => new StatementModel(each.start, meanings[index] ?? each.meaning),
    );
    return new Stretch(statements, this.length, this.ignores);
  }
}

/** A stretch with its place in a document. */
export class PlacedStretch implements TextPart {
  readonly stretch: Stretch;
  readonly start: number;
  readonly end: number;

  constructor(stretch: Stretch, start: number) {
    this.stretch = stretch;
    this.start = start;
    this.end = start + stretch.length;
  }

  get statements(): readonly StatementModel[] {
    return this.stretch.statements;
  }

  moved(by: number): PlacedStretch {
    return by === 0 ? this : new PlacedStretch(this.stretch, this.start + by);
  }

  withMeanings(meaningOf: (statement: StatementModel) => Meaning): PlacedStretch {
    const stretch = this.stretch.withMeanings(meaningOf);
    return stretch === this.stretch ? this : new PlacedStretch(stretch, this.start);
  }
}

/** A statement that was split off a text, with what it means. */
export interface Meant {
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
}

/** The statements between two places of a text, in stretches. */
export function stretchesOf(
  source: Text,
  from: number,
  to: number,
  all: readonly Meant[],
): readonly PlacedStretch[] {
  const stretches: PlacedStretch[] = [];
  let start = from;
  for (let first = 0; start < to; first += usualSize) {
    // Rather one that is half as long again than one that is half as long.
    const isLast = all.length - first < usualSize * 1.5;
    const own = all.slice(first, isLast ? all.length : first + usualSize);
    const end = isLast ? to : (own.at(-1)?.end ?? to);
    const statements = own.map((each) => new StatementModel(each.start - start, each.meaning));
    const ignores = ignoreComments(source.slice(start, end), statements, start === 0);
    stretches.push(new PlacedStretch(new Stretch(statements, end - start, ignores), start));
    start = end;
  }
  return stretches;
}

/** Something about the statements of a stretch together, worked out once: each has a slot of its own, as oncePerMeaning. */
export function oncePerStretch<Found>(work: (stretch: Stretch) => Found): (stretch: Stretch) => Found {
  const slot = slots++;
  return (stretch) => {
    let entry = stretch.findings[slot] as { readonly found: Found } | undefined;
    if (!entry) stretch.findings[slot] = entry = { found: work(stretch) };
    return entry.found;
  };
}

let slots = 0;

/** What the statements make that others may name, and the same as a text, to compare; undefined where they make nothing. */
export const declaredIn = oncePerStretch(
  ({ statements }): (Declarations & { readonly text: string }) | undefined => {
    const making = statements.flatMap(({ meaning: { reading } }) => reading.declaring ?? []);
    if (making.length === 0) return undefined;
    const declared = declarations(making);
    return { ...declared, text: JSON.stringify(declared) };
  },
);
