import type { Plan, Problem } from '../../../dialect/src/index.ts';
import type { Statement } from '../../../dialect/src/syntax/ast/index.ts';
import { parseStatement } from '../../../dialect/src/syntax/parse.ts';
import { readsBudget } from './reads-budget.ts';
import { readsInformationSchema, relationNames } from './relation-names.ts';

/** Statements that are remembered; the one that was not used for longest goes first. */
const capacity = 200;

/** A statement as it was read, and as it was planned for what existed then. */
export interface KnownStatement {
  readonly statement: Statement | undefined;
  readonly problems: readonly Problem[];
  /** The relations that it names. */
  readonly names: ReadonlySet<string>;
  /** Whether it asks how many sockets the servers have room for. */
  readonly readsBudget: boolean;
  /** Whether it asks what exists. */
  readonly readsSchema: boolean;
  planned?: PlannedStatement;
}

export interface PlannedStatement {
  /** What the plan depends on besides the text. */
  readonly key: string;
  readonly plan: Plan | undefined;
  readonly problems: readonly Problem[];
}

/** What is told of a statement before it was planned. */
export function known(statement: Statement | undefined, problems: readonly Problem[]): KnownStatement {
  if (!statement)
    return { statement, problems, names: new Set<string>(), readsBudget: false, readsSchema: false };
  const names = relationNames(statement);
  return {
    ...{ statement, problems, names },
    readsBudget: readsBudget(statement),
    readsSchema: readsInformationSchema(statement),
  };
}

/** Queries and writes that a session ran, so that running one again is neither parsed nor planned anew. */
export class PlanCache {
  readonly #statements = new Map<string, KnownStatement>();
  #hits = 0;
  #misses = 0;

  /** How often a plan was at hand, and how often one had to be made. */
  get counts(): { readonly hits: number; readonly misses: number } {
    return { hits: this.#hits, misses: this.#misses };
  }

  statement(text: string): KnownStatement {
    let found = this.#statements.get(text);
    if (found) this.#statements.delete(text);
    else {
      const { statement, problems } = parseStatement(text);
      found = known(statement, problems);
    }
    // Other statements may hold credentials, and run once.
    if (found.statement && cached.has(found.statement.kind)) this.#statements.set(text, found);
    const [oldest] = this.#statements.keys();
    if (this.#statements.size > capacity && oldest !== undefined) this.#statements.delete(oldest);
    return found;
  }

  plan(statement: KnownStatement, key: string, make: () => Omit<PlannedStatement, 'key'>): PlannedStatement {
    if (statement.planned?.key === key) {
      this.#hits += 1;
      return statement.planned;
    }
    this.#misses += 1;
    statement.planned = { key, ...make() };
    return statement.planned;
  }
}

const cached: ReadonlySet<string> = new Set(['Query', 'Insert', 'Update', 'Delete', 'Merge']);
