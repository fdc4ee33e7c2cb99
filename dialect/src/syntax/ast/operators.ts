/** Operators that are functions by another name: ABS, SQRT, CBRT, STARTS_WITH, and five of JSON. */
export type FunctionOperator = '@' | '|/' | '||/' | '^@' | '?|' | '?&' | '#-' | '@?' | '@@';

/** Operators with two operands that are no functions by another name. */
export type ValueOperator = Exclude<BinaryOperator, FunctionOperator>;

/** `@` is the absolute value, `|/` the square root and `||/` the cube root. */
export type UnaryOperator = 'NOT' | '-' | '+' | '~' | '@' | '|/' | '||/';

export type BinaryOperator =
  | 'OR'
  | 'AND'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '||'
  | '&'
  | '|'
  | '#'
  | '<<'
  | '>>'
  | '~'
  | '~*'
  | '!~'
  | '!~*'
  | '@>'
  | '<@'
  | '&&'
  | '->'
  | '->>'
  | '#>'
  | '#>>'
  | '?'
  | '^@'
  | '?|'
  | '?&'
  | '#-'
  | '@?'
  | '@@';
