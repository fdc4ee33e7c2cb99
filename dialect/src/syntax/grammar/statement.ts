import type { Query } from '../ast/query.ts';
import type { Statement } from '../ast/statement.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Token, TokenKind } from '../../text/tokens.ts';
import type { Expected } from '../expected.ts';
import { closest, didYouMean } from '../../problems/did-you-mean.ts';
import { SessionGrammar } from './session.ts';

/** The words that begin a statement. */
export const statementWords = [
  ...(['ABORT', 'ALTER', 'BEGIN', 'BENCHMARK', 'CLEAR', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE'] as const),
  ...(['DESC', 'DESCRIBE', 'DROP', 'END', 'EXECUTE', 'EXPLAIN', 'INSERT', 'KILL', 'MERGE', 'PAUSE'] as const),
  ...(['PREPARE', 'RECONNECT', 'RESUME', 'ROLLBACK', 'SELECT', 'SET', 'SHOW', 'START', 'TABLE'] as const),
  ...(['TRUNCATE', 'UPDATE', 'USE', 'VALUES', 'WITH'] as const),
] as const satisfies readonly TokenKind[];

const createWords = [
  'CONNECTION_POOL',
  'CONNECTION_POOL_GROUP',
  'ALERT',
  'COLLECTION',
  'TABLE',
  'INDEX',
  'VIEW',
] as const;

/** What the grammar makes of one statement's tokens. */
export interface ParsedTokens {
  readonly statement: Statement | undefined;
  readonly problems: Problem[];
}

/** The whole grammar: which statement it is. */
export class Grammar extends SessionGrammar {
  parse(source: string, tokens: readonly Token[], expected?: Expected): ParsedTokens {
    this.load(source, tokens, expected);
    const statement = this.kind === 'end' || this.kind === ';' ? undefined : this.statementOrNone();
    if (statement || this.problems.length > 0) this.finish();
    return { statement, problems: this.problems };
  }

  /** The semicolon; what stands before it unread is told of. */
  private finish(): void {
    if (!this.atEnd()) {
      if (this.startsStatement()) this.secondStatement();
      else if (this.kind === ')' || this.kind === ']') this.stray();
      else this.unexpected('the end of the statement or `;`');
      while (!this.atEnd()) this.next();
    }
    this.take(';');
  }

  private secondStatement(): void {
    const at = { start: this.lastEnd, end: this.lastEnd };
    this.report('QL1020', this.here(), [], [{ title: 'Add ;', changes: [{ span: at, text: ';' }] }]);
  }

  protected statement(): Statement {
    return this.statementOrNone() ?? this.noStatement();
  }

  private noStatement(): Query {
    this.unexpected('a statement');
    return this.query();
  }

  private statementOrNone(): Statement | undefined {
    this.want('statement');
    const { start } = this.token;
    switch (this.kind) {
      case 'SELECT':
      case 'WITH':
      case 'VALUES':
      case 'TABLE':
      case '(':
      case 'INSERT':
      case 'UPDATE':
      case 'DELETE':
      case 'MERGE':
        return this.queryOrWrite();
      case 'TRUNCATE':
        return this.truncate();
      case 'CREATE':
        return this.create();
      case 'ALTER':
        return this.alter();
      case 'DROP':
        return this.drop();
      case 'USE':
        return this.usePool();
      case 'PAUSE':
      case 'RESUME':
      case 'CLEAR':
      case 'RECONNECT':
        return this.controlPool(this.kind);
      case 'KILL':
        return this.killConnection();
      case 'SET':
        return this.set();
      case 'SHOW':
        return this.show();
      case 'DESCRIBE':
      case 'DESC':
        return this.describe();
      case 'PREPARE':
        return this.prepare();
      case 'EXECUTE':
        return this.execute();
      case 'DEALLOCATE':
        return this.deallocate();
      case 'BEGIN':
      case 'START':
        return this.transaction('BEGIN');
      case 'COMMIT':
      case 'END':
        return this.transaction('COMMIT');
      case 'ROLLBACK':
      case 'ABORT':
        return this.transaction('ROLLBACK');
      case 'EXPLAIN':
        return this.explain();
      case 'BENCHMARK':
        return this.benchmark();
      default:
        return this.unknownStatement(start);
    }
  }

  private unknownStatement(start: number): undefined {
    if (this.kind === 'cursor') return undefined;
    const { end } = this.token;
    const span = { start, end };
    const suggestion = this.token.names === 0 ? undefined : closest(this.textOf(span), statementWords);
    const fixes = suggestion ? [{ title: `Write ${suggestion}`, changes: [{ span, text: suggestion }] }] : [];
    this.report('QL1010', span, [this.found(), didYouMean(suggestion)], fixes);
    while (!this.atEnd()) this.next();
    return undefined;
  }

  private create(): Statement {
    const { start } = this.next();
    const orReplace = this.take('OR') && this.need('REPLACE');
    if (this.at('CONNECTION_POOL')) return this.createPool(start, orReplace);
    if (this.at('CONNECTION_POOL_GROUP')) return this.createPoolGroup(start, orReplace);
    if (this.at('ALERT')) return this.createAlert(start, orReplace);
    if (this.at('VIEW')) return this.createView(start, orReplace);
    if (this.at('COLLECTION') || this.at('TABLE')) return this.createCollection(start);
    if (!this.at('INDEX') && !this.at('UNIQUE')) this.wrongObject(createWords);
    return this.createIndex(start);
  }

  private alter(): Statement {
    const { start } = this.next();
    if (this.at('CONNECTION_POOL_GROUP')) return this.alterPoolGroup(start);
    if (this.at('ALERT')) return this.alterAlert(start);
    if (!this.at('CONNECTION_POOL')) this.wrongObject(['CONNECTION_POOL', 'CONNECTION_POOL_GROUP', 'ALERT']);
    return this.alterPool(start);
  }

  private drop(): Statement {
    const { start } = this.next();
    if (this.at('CONNECTION_POOL')) return this.dropPool(start);
    if (this.at('CONNECTION_POOL_GROUP')) return this.dropPoolGroup(start);
    if (this.at('ALERT')) return this.dropAlert(start);
    const known = this.at('COLLECTION') || this.at('TABLE') || this.at('VIEW') || this.at('INDEX');
    if (!known) this.wrongObject(createWords);
    return this.dropObject(start);
  }

  /** CREATE, ALTER or DROP of something that is none of these. */
  private wrongObject(words: readonly string[]): void {
    this.unexpected(`${words.slice(0, -1).join(', ')} or ${words.at(-1)}`);
  }
}
