import { SqlError } from '../values.ts';

/**
 * One piece of a number's format. A `place` is where a character of the number stands: a digit (`9`, `0`) or the point; `at` counts the
 * places from 0, those behind V included.
 */
export type FormatPiece =
  | { readonly kind: 'place'; readonly at: number; readonly key: '9' | '0' | '.' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'group' | 'minus' | 'plus' | 'sign' | 'roman' }
  | { readonly kind: 'ordinal'; readonly upper: boolean };

/** A format of TO_CHAR and TO_NUMBER for numbers, as PostgreSQL reads it. */
export interface NumberFormat {
  readonly pieces: readonly FormatPiece[];
  /** Digit places before the point, those behind V included, and behind it. */
  readonly whole: number;
  readonly decimals: number;
  readonly point: boolean;
  /** How many digits V moves before the point. */
  readonly shift: number;
  /** From which place on zeros are written before the number; and the last place that the format holds with a 0. */
  readonly zerosFrom?: number;
  readonly zerosTo: number;
  /** FM: nothing is filled with blanks, and zeros at the end go. */
  readonly bare: boolean;
  /** Where the number's sign goes: before the first digit (the minus alone, always, or in brackets), behind the last, or into pieces. */
  readonly sign: 'minus' | 'leading' | 'brackets' | 'trailing' | 'pieces';
  readonly exponent: boolean;
  readonly roman?: 'upper' | 'lower';
}

const keywords =
  /^(?:FM|MI|PL|SG|PR|TH|EEEE|RN|SP|fm|mi|pl|sg|pr|th|eeee|rn|sp|[SDGLVBC90.,sdglvbc])|^"(?:\\[\s\S]|[^"\\])*"?|^\\"|^[\s\S]/;

/** What a text in quotes, or a quote behind a backslash, stands for. */
const plain = (token: string): string => {
  const quoted = /^"((?:\\[\s\S]|[^"\\])*)"?$/.exec(token);
  return quoted ? quoted[1]!.replace(/\\([\s\S])/g, '$1') : token.replace(/^\\"/, '"');
};

class Reader {
  pieces: FormatPiece[] = [];
  places = { whole: 0, decimals: 0, shift: 0, zerosTo: 0 };
  zerosFrom: number | undefined;
  signAt: number | undefined;
  seen = new Set<string>();

  has = (...keys: readonly string[]): boolean => keys.some((key) => this.seen.has(key));

  refuse(test: boolean, complaint: string): void {
    if (test) throw new SqlError(`a number's format ${complaint}`);
  }

  read(key: string, token: string): void {
    this.refuse(this.has('EEEE') && key !== '', 'ends with EEEE');
    switch (key) {
      case '9':
      case '0':
        return this.digit(key);
      case '.':
      case 'D':
        this.refuse(this.has('.'), 'has one decimal point');
        this.refuse(this.has('V'), 'has V or a decimal point, not both');
        this.pieces.push({ kind: 'place', at: this.places.whole, key: '.' });
        return this.note('.');
      case ',':
      case 'G':
        this.pieces.push({ kind: 'group' });
        return;
      case 'S':
        this.refuse(this.has('S'), 'has S once');
        this.refuse(this.has('PL', 'MI', 'SG', 'PR'), 'has S or another sign, not both');
        if (!this.has('.')) this.signAt = this.places.whole;
        return this.note('S');
      case 'MI':
      case 'PL':
      case 'SG':
        this.refuse(this.has('S'), `has S or ${key}, not both`);
        this.pieces.push({ kind: key === 'MI' ? 'minus' : key === 'PL' ? 'plus' : 'sign' });
        return this.note(key);
      case 'PR':
        this.refuse(this.has('S', 'PL', 'MI', 'SG'), 'has PR or another sign, not both');
        return this.note('PR');
      case 'V':
        this.refuse(this.has('.'), 'has V or a decimal point, not both');
        return this.note('V');
      case 'RN':
        this.refuse(this.has('RN', 'rn'), 'has RN once');
        this.pieces.push({ kind: 'roman' });
        return this.note(token);
      case 'EEEE':
        this.refuse(
          this.has('FM', 'S', 'PR', 'MI', 'PL', 'SG', 'RN', 'rn', 'V'),
          'has no signs, FM, RN or V beside EEEE',
        );
        return this.note('EEEE');
      case 'TH':
        this.pieces.push({ kind: 'ordinal', upper: token === 'TH' });
        return;
      case 'L':
        this.pieces.push({ kind: 'text', text: ' ' });
        return;
      case '':
        this.pieces.push({ kind: 'text', text: plain(token) });
        return;
      default:
        return this.note(key);
    }
  }

  note(key: string): void {
    this.seen.add(key);
  }

  digit(key: '9' | '0'): void {
    this.refuse(this.has('PR'), 'ends with PR');
    const { places } = this;
    const at = places.whole + places.shift + places.decimals + (this.has('.') ? 1 : 0);
    this.pieces.push({ kind: 'place', at, key });
    if (key === '9' && this.has('V')) {
      places.shift += 1;
      return;
    }
    if (key === '0') this.note('0');
    if (key === '0' && !this.has('.')) this.zerosFrom ??= places.whole;
    if (this.has('.')) places.decimals += 1;
    else places.whole += 1;
    if (key === '0') places.zerosTo = places.whole + places.decimals;
  }

  sign(): NumberFormat['sign'] {
    if (this.has('MI', 'SG')) return 'pieces';
    if (this.has('PR')) return 'brackets';
    if (!this.has('S') || this.has('PL')) return 'minus';
    return this.signAt === undefined || this.signAt === this.places.whole + this.places.shift
      ? 'trailing'
      : 'leading';
  }

  done(): NumberFormat {
    const { places, zerosFrom } = this;
    const others = this.has('S', 'PL', 'MI', 'SG', 'PR', '.', 'V', '0');
    this.refuse(this.has('RN', 'rn') && others, 'has nothing but FM and texts beside RN');
    const roman = this.has('RN') ? 'upper' : this.has('rn') ? 'lower' : undefined;
    return {
      pieces: this.pieces,
      whole: places.whole + places.shift,
      decimals: places.decimals,
      point: this.has('.'),
      shift: places.shift,
      ...(zerosFrom === undefined ? {} : { zerosFrom }),
      zerosTo: places.zerosTo,
      bare: this.has('FM'),
      sign: this.sign(),
      exponent: this.has('EEEE'),
      ...(roman === undefined ? {} : { roman }),
    };
  }
}

/** Throws SqlError where the format contradicts itself. */
export function readNumberFormat(format: string): NumberFormat {
  const reader = new Reader();
  for (let rest = format; rest !== '';) {
    const token = keywords.exec(rest)![0];
    rest = rest.slice(token.length);
    const key = /^["\\]/.test(token) ? '' : token.toUpperCase();
    reader.read(/^(FM|MI|PL|SG|PR|TH|EEEE|RN|SP|[SDGLVBC90.,])$/.test(key) ? key : '', token);
  }
  return reader.done();
}
