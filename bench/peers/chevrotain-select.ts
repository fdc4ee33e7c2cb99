// SELECT as a chevrotain grammar: embedded actions, recovery on, one flat rule for expressions. It knows what the bench's statement
// needs and a little more; it stands beside our own grammar so that the choice between the two rests on figures.
import { createToken, EmbeddedActionsParser, Lexer, tokenMatcher, type IToken } from 'chevrotain';

const name = createToken({ name: 'Name', pattern: /[a-z_]\w*/i });
const word = (text: string) => createToken({ name: text, pattern: new RegExp(text, 'i'), longer_alt: name });
const words = {
  select: word('SELECT'),
  from: word('FROM'),
  where: word('WHERE'),
  group: word('GROUP'),
  order: word('ORDER'),
  having: word('HAVING'),
  limit: word('LIMIT'),
  join: word('JOIN'),
  desc: word('DESC'),
  asc: word('ASC'),
  and: word('AND'),
  or: word('OR'),
  not: word('NOT'),
  by: word('BY'),
  on: word('ON'),
  in: word('IN'),
  as: word('AS'),
};
const mark = (markName: string, pattern: RegExp) => createToken({ name: markName, pattern });
const text = mark('Text', /'(?:[^']|'')*'/);
const number = mark('Number', /\d+(?:\.\d+)?/);
const operator = mark('Operator', /<=|>=|<>|!=|\|\||[<>=+/%-]/);
const star = mark('Star', /\*/);
const open = mark('Open', /\(/);
const close = mark('Close', /\)/);
const comma = mark('Comma', /,/);
const dot = mark('Dot', /\./);
const space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });

const vocabulary = [
  space,
  ...Object.values(words),
  name,
  text,
  number,
  operator,
  star,
  open,
  close,
  comma,
  dot,
];
const lexer = new Lexer(vocabulary, { positionTracking: 'onlyOffset' });

interface Tree {
  readonly kind: string;
  readonly start: number;
  readonly children: readonly unknown[];
}

const powers: Readonly<Record<string, number>> = {
  OR: 1,
  AND: 2,
  '||': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

/** Operands and operators of one flat list, as a tree. */
function climb(parts: readonly Tree[], operators: readonly IToken[]): Tree {
  const trees: Tree[] = [];
  const pending: IToken[] = [];
  const power = (token: IToken) => powers[token.image.toUpperCase()] ?? 3;
  const fold = () => {
    const right = trees.pop()!;
    const left = trees.pop()!;
    trees.push({ kind: pending.pop()!.image, start: left.start, children: [left, right] });
  };
  parts.forEach((part, index) => {
    const token = operators[index - 1];
    if (token) {
      while (pending.length > 0 && power(pending.at(-1)!) >= power(token)) fold();
      pending.push(token);
    }
    trees.push(part);
  });
  while (pending.length > 0) fold();
  return trees[0]!;
}

class SelectParser extends EmbeddedActionsParser {
  constructor() {
    super(vocabulary, { recoveryEnabled: true });
    this.performSelfAnalysis();
  }

  readonly select = this.RULE('select', (): Tree => {
    const { startOffset } = this.CONSUME(words.select);
    const children: unknown[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: comma, DEF: () => children.push(this.SUBRULE(this.item)) });
    this.CONSUME(words.from);
    children.push(this.SUBRULE(this.table));
    this.MANY(() => {
      this.CONSUME(words.join);
      children.push(this.SUBRULE1(this.table));
      this.CONSUME(words.on);
      children.push(this.SUBRULE(this.expression));
    });
    this.OPTION(() => {
      this.CONSUME(words.where);
      children.push(this.SUBRULE1(this.expression));
    });
    this.OPTION1(() => {
      this.CONSUME(words.group);
      this.CONSUME(words.by);
      this.AT_LEAST_ONE_SEP1({ SEP: comma, DEF: () => children.push(this.SUBRULE2(this.expression)) });
    });
    this.OPTION2(() => {
      this.CONSUME(words.having);
      children.push(this.SUBRULE3(this.expression));
    });
    this.OPTION3(() => {
      this.CONSUME(words.order);
      this.CONSUME1(words.by);
      this.AT_LEAST_ONE_SEP2({
        SEP: comma,
        DEF: () => {
          children.push(this.SUBRULE4(this.expression));
          this.OPTION4(() =>
            this.OR([{ ALT: () => this.CONSUME(words.asc) }, { ALT: () => this.CONSUME(words.desc) }]),
          );
        },
      });
    });
    this.OPTION5(() => {
      this.CONSUME(words.limit);
      children.push(this.SUBRULE5(this.expression));
    });
    return { kind: 'Select', start: startOffset, children };
  });

  private readonly item = this.RULE('item', (): Tree => {
    const value = this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.OPTION1(() => this.CONSUME(words.as));
      this.CONSUME(name);
    });
    return value;
  });

  private readonly table = this.RULE('table', (): Tree => {
    const token = this.CONSUME(name);
    this.OPTION(() => this.CONSUME1(name));
    return { kind: 'Table', start: token.startOffset, children: [token.image] };
  });

  private readonly expression: () => Tree = this.RULE('expression', (): Tree => {
    const operands: Tree[] = [this.SUBRULE(this.operand)];
    const operators: IToken[] = [];
    this.MANY(() => {
      operators.push(
        this.OR([
          { ALT: () => this.CONSUME(operator) },
          { ALT: () => this.CONSUME(star) },
          { ALT: () => this.CONSUME(words.and) },
          { ALT: () => this.CONSUME(words.or) },
          { ALT: () => this.CONSUME(words.in) },
        ]),
      );
      operands.push(this.SUBRULE1(this.operand));
    });
    return this.ACTION(() => climb(operands, operators));
  });

  private readonly operand: () => Tree = this.RULE('operand', (): Tree => {
    this.OPTION(() => this.CONSUME(words.not));
    return this.OR([
      { ALT: () => leaf(this.CONSUME(text)) },
      { ALT: () => leaf(this.CONSUME(number)) },
      { ALT: () => this.SUBRULE(this.parentheses) },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
    ]);
  });

  private readonly parentheses: () => Tree = this.RULE('parentheses', (): Tree => {
    const { startOffset } = this.CONSUME(open);
    const children: Tree[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: comma, DEF: () => children.push(this.SUBRULE(this.expression)) });
    this.CONSUME(close);
    return { kind: 'List', start: startOffset, children };
  });

  private readonly nameOrCall: () => Tree = this.RULE('nameOrCall', (): Tree => {
    const first = this.CONSUME(name);
    const parts = [first.image];
    const children: Tree[] = [];
    this.MANY(() => {
      this.CONSUME(dot);
      parts.push(this.CONSUME1(name).image);
    });
    this.OPTION(() => {
      this.CONSUME(open);
      this.OR([
        { ALT: () => this.CONSUME(star) },
        {
          ALT: () =>
            this.AT_LEAST_ONE_SEP({ SEP: comma, DEF: () => children.push(this.SUBRULE(this.expression)) }),
        },
      ]);
      this.CONSUME(close);
    });
    return { kind: 'Name', start: first.startOffset, children: [parts, children] };
  });
}

function leaf(token: IToken): Tree {
  const kind = tokenMatcher(token, text) ? 'Text' : 'Number';
  return { kind, start: token.startOffset, children: [token.image] };
}

const parser = new SelectParser();

/** The tree of one SELECT, and how many faults were found. */
export function parseWithChevrotain(sql: string): { readonly tree: Tree; readonly faults: number } {
  parser.input = lexer.tokenize(sql).tokens;
  const tree = parser.select();
  return { tree, faults: parser.errors.length };
}
