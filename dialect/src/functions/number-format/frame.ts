import type { NumberFormat } from './format.ts';

// What a format says of its places whatever the number is. Places are counted from 0; the point stands at place `whole`.

/** Stands where FM writes nothing; it is taken out of the finished text. */
export const nothing = '\u0001';

/** Stands at a place for which the number has no more characters: there the text ends. */
export const end = '\u0000';

export const blankOf = ({ bare }: NumberFormat): string => (bare ? nothing : ' ');

/** What the places before the number's first figure show. */
export function lead(format: NumberFormat): string {
  const { whole, zerosFrom = whole } = format;
  return blankOf(format).repeat(zerosFrom) + '0'.repeat(whole - zerosFrom);
}

/** What the places behind the number's last figure show; it is as long as there are places. */
export function rest({ pieces, bare }: NumberFormat): string {
  return pieces
    .map((piece) => (piece.kind !== 'place' ? '' : bare && piece.key === '9' ? nothing : end))
    .join('');
}

/** The place behind which a sign at the end stands, for so many digits behind the point. */
export const lastPlace = ({ whole, point }: NumberFormat, decimals: number): number =>
  whole + decimals - (point ? 0 : 1);

/** What shows that a number has more digits than the format has places. */
export const overflow = ({ whole }: NumberFormat, decimals: number): string =>
  `${'#'.repeat(whole)}.${'#'.repeat(decimals)}`;

/** What EEEE shows for NaN and the infinite. */
export const noExponent = ({ whole, decimals }: NumberFormat): string =>
  ` ${'#'.repeat(whole)}.${'#'.repeat(decimals + 4)}`;

/** The two forms of a sign in the text, for numbers below 0 and for others. */
export interface SignTexts {
  readonly negative: string;
  readonly other: string;
}

/** What stands before the first figure and behind the last. */
export function signTexts(format: NumberFormat): { readonly before: SignTexts; readonly behind: SignTexts } {
  const blank = blankOf(format);
  const none = { negative: '', other: '' };
  switch (format.sign) {
    case 'minus':
      return { before: { negative: '-', other: blank }, behind: none };
    case 'leading':
      return { before: { negative: '-', other: '+' }, behind: none };
    case 'trailing':
      return { before: none, behind: { negative: '-', other: '+' } };
    case 'brackets':
      return { before: { negative: '<', other: blank }, behind: { negative: '>', other: blank } };
    case 'pieces':
      return { before: none, behind: none };
  }
}

/** What MI, PL and SG show. */
export function signPiece(format: NumberFormat, kind: 'minus' | 'plus' | 'sign'): SignTexts {
  const blank = blankOf(format);
  return {
    negative: kind === 'plus' ? blank : '-',
    other: kind === 'minus' ? blank : '+',
  };
}
