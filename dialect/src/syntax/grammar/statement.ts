import type { Query } from '../ast/query.ts';
import type { Statement } from '../ast/statement.ts';
import type { Problem } from '../../problems/problem.ts';
import type { Keyword } from '../../text/keywords.ts';
import type { Token, TokenKind } from '../../text/tokens.ts';
import type { Expected } from '../expected.ts';
import { closest, didYouMean } from '../../problems/did-you-mean.ts';
import { SessionGrammar } from './session.ts';

/** The words that begin a statement. */
export const statementWords = [
  ...([
    'ABORT',
    'ALTER',
    'APPLY',
    'BEGIN',
    'BENCHMARK',
    'CLEAR',
    'COMMIT',
    'CREATE',
    'DEALLOCATE',
    'DELETE',
  ] as const),
  ...(['DESC', 'DESCRIBE', 'DROP', 'END', 'EXECUTE', 'EXPLAIN', 'INSERT', 'KILL', 'MERGE', 'PAUSE'] as const),
  ...(['PREPARE', 'RECONNECT', 'RESUME', 'ROLLBACK', 'SELECT', 'SET', 'SHOW', 'START', 'TABLE'] as const),
  ...(['TRUNCATE', 'UPDATE', 'USE', 'VALUES', 'WITH'] as const),
] as const satisfies readonly TokenKind[];

const alterWords = ['CONNECTION_POOL', 'CONNECTION_POOL_GROUP', 'ALERT'] as const;
const dropWords = [...alterWords, 'COLLECTION', 'TABLE', 'VIEW', 'INDEX'] as const;
const createWords = [...dropWords, 'UNIQUE'] as const;

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
      case 'APPLY':
        return this.applyChanges();
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
        return this.unknownStatement();
    }
  }

  /** A first word that begins no statement; one that is misspelt is read as the one that is meant. */
  private unknownStatement(): Statement | undefined {
    if (this.atEnd()) return undefined;
    const span = this.here();
    const meant = this.token.names === 0 ? undefined : closest(this.textOf(span), statementWords);
    const fixes = meant ? [{ title: `Write ${meant}`, changes: [{ span, text: meant }] }] : [];
    this.report('QL1010', span, [this.found(), didYouMean(meant)], fixes);
    if (meant) {
      this.readAs(meant as Keyword);
      return this.statementOrNone();
    }
    while (!this.atEnd()) this.next();
    return undefined;
  }

  private create(): Statement | undefined {
    const { start } = this.next();
    const orReplace = this.take('OR') && this.need('REPLACE');
    switch (this.object(createWords)) {
      case 'CONNECTION_POOL':
        return this.createPool(start, orReplace);
      case 'CONNECTION_POOL_GROUP':
        return this.createPoolGroup(start, orReplace);
      case 'ALERT':
        return this.createAlert(start, orReplace);
      case 'VIEW':
        return this.createView(start, orReplace);
      case 'COLLECTION':
      case 'TABLE':
        return this.createCollection(start);
      case 'INDEX':
      case 'UNIQUE':
        return this.createIndex(start);
      case undefined:
        return undefined;
    }
  }

  private alter(): Statement | undefined {
    const { start } = this.next();
    switch (this.object(alterWords)) {
      case 'CONNECTION_POOL':
        return this.alterPool(start);
      case 'CONNECTION_POOL_GROUP':
        return this.alterPoolGroup(start);
      case 'ALERT':
        return this.alterAlert(start);
      case undefined:
        return undefined;
    }
  }

  private drop(): Statement | undefined {
    const { start } = this.next();
    switch (this.object(dropWords)) {
      case 'CONNECTION_POOL':
        return this.dropPool(start);
      case 'CONNECTION_POOL_GROUP':
        return this.dropPoolGroup(start);
      case 'ALERT':
        return this.dropAlert(start);
      case 'COLLECTION':
      case 'TABLE':
      case 'VIEW':
      case 'INDEX':
        return this.dropObject(start);
      case undefined:
        return undefined;
    }
  }

  /** What is created, altered or dropped; a misspelt word is read as the one that is meant. */
  private object<W extends Keyword>(words: readonly W[]): W | undefined {
    const word = words.find((each) => this.at(each));
    if (word) return word;
    const text = this.textOf(this.here()).toUpperCase();
    const meant = closest(text, words) ?? words.find((each) => text !== '' && each.endsWith(`_${text}`));
    const span = this.here();
    const fixes = meant ? [{ title: `Write ${meant}`, changes: [{ span, text: meant }] }] : [];
    const expected = `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
    this.report('QL1001', span, [expected, this.found()], fixes);
    if (meant) this.readAs(meant as W);
    else while (!this.atEnd()) this.next();
    return meant as W | undefined;
  }
}
