import type { Token } from '../../../dialect/src/text/tokens.ts';

/** A pair of brackets with what stands between its commas; nested brackets are pairs of their own. */
export interface Bracket {
  readonly open: Token;
  /** The token before the opening mark: a function's name, WITH, ARRAY. */
  readonly before: Token | undefined;
  /** Where it closes; undefined where it never does. */
  readonly close: Token | undefined;
  /** The tokens of each item, without those of nested brackets. */
  readonly items: readonly (readonly Token[])[];
  readonly commas: readonly Token[];
}

interface Draft {
  readonly open: Token;
  readonly before: Token | undefined;
  close: Token | undefined;
  readonly items: Token[][];
  readonly commas: Token[];
}

/** The brackets that hold the offset, the outermost first. Works on unfinished text: it asks the tokens, not the tree. */
export function bracketsAround(tokens: readonly Token[], offset: number): readonly Bracket[] {
  return allBrackets(tokens).filter(
    ({ open, close }) => open.end <= offset && (!close || offset <= close.start),
  );
}

/** Every pair of brackets, in the order in which they open. A semicolon ends those that are open. */
export function allBrackets(tokens: readonly Token[]): readonly Bracket[] {
  const all: Draft[] = [];
  const stack: Draft[] = [];
  tokens.forEach((token, index) => {
    const top = stack[stack.length - 1];
    if (token.kind === '(' || token.kind === '[') {
      const opened: Draft = {
        open: token,
        before: tokens[index - 1],
        close: undefined,
        items: [[]],
        commas: [],
      };
      top?.items[top.items.length - 1]?.push(token);
      stack.push(opened);
      all.push(opened);
    } else if (token.kind === ')' || token.kind === ']') {
      if (top) top.close = token;
      stack.pop();
    } else if (token.kind === ',' && top) {
      top.commas.push(token);
      top.items.push([]);
    } else if (token.kind === ';') {
      stack.length = 0;
    } else if (token.kind !== 'end') {
      top?.items[top.items.length - 1]?.push(token);
    }
  });
  return all;
}

/** Which item of the brackets the offset lies in, from 0. */
export function itemAt(bracket: Bracket, offset: number): number {
  return bracket.commas.filter((comma) => comma.end <= offset).length;
}
