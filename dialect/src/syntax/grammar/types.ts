import type { TypeName } from '../ast/common.ts';
import { numberText } from '../../text/literals.ts';
import { functionName, columnName, type TokenKind } from '../../text/tokens.ts';
import { NameGrammar } from './names.ts';

/** Types written with a second word, which their name then holds. */
const secondWords: Partial<Record<TokenKind, TokenKind>> = {
  DOUBLE: 'PRECISION',
  CHARACTER: 'VARYING',
  CHAR: 'VARYING',
  BIT: 'VARYING',
};

/** From the widest to the narrowest, as `X TO Y` names them. */
export const intervalFields: readonly string[] = ['year', 'month', 'day', 'hour', 'minute', 'second'];

/** Types that take neither length nor precision. */
const ofOneSize: ReadonlySet<string> = new Set([
  ...[
    'boolean',
    'bool',
    'smallint',
    'integer',
    'int',
    'bigint',
    'int2',
    'int4',
    'int8',
    'long',
    'oid',
    'real',
  ],
  ...['float4', 'float8', 'double', 'double precision', 'date', 'uuid', 'objectid', 'json', 'jsonb', 'bytea'],
]);

/** Types whose second number may be negative: `numeric(2, -3)` counts thousands. */
const scaled: ReadonlySet<string> = new Set(['numeric', 'decimal', 'dec', 'number']);

/** Type names: `numeric(10, 2)`, `timestamp with time zone`, `text[]`. */
export abstract class TypeGrammar extends NameGrammar {
  protected typeName(): TypeName {
    const { start } = this.token;
    const { name, modifiers, field } = this.scalarType();
    let arrayDimensions = 0;
    while (this.at('[')) {
      const open = this.next();
      this.open++;
      this.take('number');
      this.close(open);
      arrayDimensions++;
    }
    if (this.take('ARRAY')) arrayDimensions++;
    const type = { kind: 'TypeName', span: this.span(start), name, modifiers, arrayDimensions } as const;
    return field === undefined ? type : { ...type, field };
  }

  /** A type without brackets behind it, as it stands before the string of a typed constant. */
  protected scalarType(): { name: string; modifiers: number[]; field?: string } {
    this.want('type');
    const { kind } = this.token;
    let name = this.typeWord();
    const second = secondWords[kind];
    if (second && (this.at(second) || this.isMisspelt(second)) && this.need(second))
      name += ` ${second.toLowerCase()}`;
    while (this.take('.')) name += `.${this.member().text.toLowerCase()}`;
    const modifiers = this.modifiers(name);
    if (kind === 'TIMESTAMP' || kind === 'TIME') name += this.timeZone();
    const field = kind === 'INTERVAL' ? this.intervalField() : undefined;
    return field === undefined ? { name, modifiers } : { name, modifiers, field };
  }

  private typeWord(): string {
    if (this.token.names & (columnName | functionName)) {
      const { text, quoted } = this.identifierOf(this.next());
      return quoted ? text : text.toLowerCase();
    }
    this.unexpected('a type');
    return this.missingName().text;
  }

  private modifiers(name: string): number[] {
    // Behind a type of one size, brackets belong to what follows: `x::int (y)` misses an operator.
    if (ofOneSize.has(name) || !this.at('(')) return [];
    return this.parenthesized('a length', () => {
      const sign = scaled.has(name) && this.take('-') ? -1 : 1;
      const modifier = this.at('number') ? Number(numberText(this.source, this.token)) : 0;
      // Of a number that is not spelled as one the scanner has told.
      if (!Number.isSafeInteger(modifier) && !Number.isNaN(modifier)) this.unexpected('a whole number');
      this.need('number', 'a number');
      return Number.isSafeInteger(modifier) ? sign * modifier : 0;
    });
  }

  /** `YEAR`, `DAY TO MINUTE`, `SECOND(2)`: behind an interval, the parts of it that count. */
  protected intervalField(): string | undefined {
    this.want('unit');
    const field = this.lowerWord();
    if (!intervalFields.includes(field)) return undefined;
    this.next();
    if (!this.take('TO')) return field + this.secondsPrecision(field);
    this.want('unit');
    const last = this.lowerWord();
    if (intervalFields.indexOf(last) > intervalFields.indexOf(field)) {
      this.next();
      return `${field} to ${last}${this.secondsPrecision(last)}`;
    }
    this.unexpected(`a unit smaller than ${field.toUpperCase()}`);
    return field;
  }

  /** `SECOND(2)`: how many digits of a second count. */
  private secondsPrecision(field: string): string {
    if (field !== 'second' || !this.at('(') || !this.ahead(1, 'number')) return '';
    const open = this.next();
    this.open++;
    const digits = numberText(this.source, this.next());
    this.close(open);
    return `(${digits})`;
  }

  private timeZone(): string {
    for (const word of ['WITH', 'WITHOUT'] as const) {
      if (!this.atTwo(word, 'TIME')) continue;
      this.next();
      this.next();
      this.need('ZONE');
      return ` ${word.toLowerCase()} time zone`;
    }
    return '';
  }
}
