import type { Argument, Cast, Expression, FunctionCall } from '../ast/query.ts';
import type { Identifier, QualifiedName, TypeName } from '../ast/common.ts';
import type { TokenKind } from '../../text/tokens.ts';
import { CallGrammar } from './calls.ts';
import type { Draft } from './token-stream.ts';

type CallDraft = Draft<FunctionCall> & { arguments: Argument[] };

const jsonKinds = new Set(['value', 'object', 'scalar']);
const normalForms = new Set(['nfc', 'nfd', 'nfkc', 'nfkd']);

/** What becomes of the constructors of SQL's JSON: with NULLs, and without them. */
const constructors: Readonly<Record<string, { readonly kept: string; readonly without: string }>> = {
  JSON_OBJECT: { kept: 'JSON_OBJECT', without: 'JSON_OBJECT_WITHOUT_NULLS' },
  JSON_ARRAY: { kept: 'JSON_BUILD_ARRAY', without: 'JSON_ARRAY' },
  JSON_OBJECTAGG: { kept: 'JSON_OBJECT_AGG', without: 'JSON_OBJECT_AGG' },
  JSON_ARRAYAGG: { kept: 'JSON_AGG', without: 'JSON_AGG' },
};
const queries = new Set(['JSON_VALUE', 'JSON_QUERY', 'JSON_EXISTS']);

/** SQL's JSON calls and tests, whose words become plain arguments, and those of normal forms. */
export abstract class JsonCallGrammar extends CallGrammar {
  protected jsonCall(parts: Identifier[]): Expression | undefined {
    const [only] = parts;
    const name = only && parts.length === 1 && !only.quoted ? only.text.toUpperCase() : '';
    if (Object.hasOwn(constructors, name)) return this.constructed(parts, name);
    if (queries.has(name)) return this.queried(parts);
    return name === 'NORMALIZE' ? this.normalized(parts) : undefined;
  }

  /** `x IS JSON [VALUE | OBJECT | ARRAY | SCALAR] [WITH UNIQUE KEYS]` and `x IS [NFC] NORMALIZED`, behind IS. */
  protected isForm(operand: Expression): FunctionCall | undefined {
    const word = this.lowerWord();
    if (this.kind === 'JSON') {
      const name = this.identifierOf(this.next());
      const kind = jsonKinds.has(this.lowerWord()) || this.at('ARRAY') ? [this.wordArgument()] : [];
      const unique = this.uniqueKeys()
        ? [this.argumentOf(this.literalOf('string', 'unique', name.span.start))]
        : [];
      return this.test('IS_JSON', name, operand, [...kind, ...unique]);
    }
    const isForm = normalForms.has(word);
    if (word !== 'normalized' && !(isForm && this.ahead(1, 'name'))) return undefined;
    const form = isForm ? [this.wordArgument()] : [];
    const name = this.identifierOf(this.token);
    if (!this.takeWord('normalized')) this.unexpected('NORMALIZED');
    return this.test('IS_NORMALIZED', name, operand, form);
  }

  private test(
    called: string,
    name: Identifier,
    operand: Expression,
    words: readonly Argument[],
  ): FunctionCall {
    const node = this.draft([{ ...name, text: called }], true);
    node.arguments.push(this.argumentOf(operand), ...words);
    return { ...node, span: this.span(operand.span.start) };
  }

  /** `JSON_OBJECT(k: v, k VALUE v [NULL | ABSENT ON NULL])` and its kin; with commas they are calls like any other. */
  private constructed(parts: Identifier[], name: string): FunctionCall {
    const pairs = name.startsWith('JSON_OBJECT');
    const node = this.draft(parts, true);
    const open = this.next();
    this.open++;
    if (!this.at(')') && !this.atNullClause()) {
      let paired = 0;
      do {
        node.arguments.push(this.argument());
        if (!pairs || !(this.at(':') || this.lowerWord() === 'value')) continue;
        // Only pairs come before a pair.
        if (paired !== node.arguments.length - 1) this.unexpected('`,`');
        this.next();
        node.arguments.push(this.argument());
        paired = node.arguments.length;
      } while (!this.at('RETURNING') && this.comma());
      if (this.at('ORDER')) node.orderBy = this.orderBy();
    }
    const clause = this.nullClause();
    if (this.take('RETURNING')) this.typeName();
    this.close(open);
    const absent = clause === undefined ? !pairs : clause === 'absent';
    const { kept, without } = constructors[name]!;
    node.name = this.renamed(parts, absent ? without : kept);
    this.modifiersOf(node);
    if (absent && name.endsWith('AGG')) this.withoutNulls(node);
    return { ...node, span: this.span(node.span.start) };
  }

  /** Rows whose value is NULL do not count. */
  private withoutNulls(node: CallDraft): void {
    const value = node.arguments.at(-1)?.value;
    if (!value) return;
    const { span } = value;
    const known = { kind: 'IsTest', span, operand: value, not: true, test: 'NULL' } as const;
    node.filter = node.filter
      ? { kind: 'Binary', span, operator: 'AND', left: node.filter, right: known }
      : known;
  }

  /** `JSON_VALUE(document, path [RETURNING type] [DEFAULT x ON EMPTY])` and its kin: a call, cast and coalesced. */
  private queried(parts: Identifier[]): Expression {
    const node = this.draft(parts, true);
    const open = this.next();
    this.open++;
    if (!this.at(')')) {
      do node.arguments.push(this.argument());
      while (!this.at('RETURNING') && !this.atFallback() && this.comma());
    }
    const type = this.take('RETURNING') ? this.typeName() : undefined;
    const fallbacks: Expression[] = [];
    while (this.atFallback()) {
      if (!this.take('NULL')) {
        this.next();
        fallbacks.push(this.castTo(this.expression(), type));
      }
      this.need('ON');
      if (!this.takeWord('empty') && !this.takeWord('error')) this.unexpected('EMPTY or ERROR');
    }
    this.close(open);
    const span = this.span(node.span.start);
    const call: FunctionCall = { ...node, span };
    const value = type ? this.castTo(call, type, 'TRY_CAST') : call;
    if (fallbacks.length === 0) return value;
    const coalesce = this.draft(parts, true);
    coalesce.name = this.renamed(parts, 'COALESCE');
    coalesce.arguments.push(...[value, ...fallbacks].map((each) => this.argumentOf(each)));
    return { ...coalesce, span };
  }

  /** A value as what RETURNING says, a text where it says nothing. */
  private castTo(operand: Expression, to: TypeName | undefined, form: Cast['form'] = 'CAST'): Cast {
    const { span } = operand;
    const type = to ?? { kind: 'TypeName', span, name: 'text', modifiers: [], arrayDimensions: 0 };
    return { kind: 'Cast', span, operand, type, form };
  }

  /** `NORMALIZE(text, NFD)`: the form is a bare word. */
  private normalized(parts: Identifier[]): FunctionCall {
    const node = this.draft(parts, true);
    const open = this.next();
    this.open++;
    if (!this.at(')')) {
      node.arguments.push(this.argument());
      while (this.comma())
        node.arguments.push(normalForms.has(this.lowerWord()) ? this.wordArgument() : this.argument());
    }
    this.close(open);
    return { ...node, span: this.span(node.span.start) };
  }

  private atFallback(): boolean {
    return this.atTwo('NULL', 'ON') || this.kind === 'DEFAULT';
  }

  private atNullClause(): boolean {
    return (this.lowerWord() === 'absent' && this.ahead(1, 'ON')) || this.atTwo('NULL', 'ON');
  }

  /** NULL ON NULL behind a list is no item that lacks its comma. */
  protected override comma(follow?: ReadonlySet<TokenKind>): boolean {
    return this.kind !== ',' && this.atNullClause() ? false : super.comma(follow);
  }

  private nullClause(): 'absent' | 'null' | undefined {
    if (!this.atNullClause()) return undefined;
    const clause = this.next().kind === 'NULL' ? 'null' : 'absent';
    this.next();
    this.need('NULL');
    return clause;
  }

  private uniqueKeys(): boolean {
    if (this.kind !== 'WITH' && this.kind !== 'WITHOUT') return false;
    if (!this.ahead(1, 'UNIQUE')) return false;
    const unique = this.next().kind === 'WITH';
    this.next();
    this.takeWord('keys');
    return unique;
  }

  private takeWord(word: string): boolean {
    if (this.lowerWord() !== word) return false;
    this.next();
    return true;
  }

  /** The next token, a word, as a text. */
  private wordArgument(): Argument {
    const { start } = this.token;
    const text = this.textOf(this.next()).toLowerCase();
    return this.argumentOf(this.literalOf('string', text, start));
  }

  private renamed(parts: readonly Identifier[], name: string): QualifiedName {
    const [written] = parts as readonly [Identifier];
    return { kind: 'QualifiedName', span: written.span, parts: [{ ...written, text: name }] };
  }
}
