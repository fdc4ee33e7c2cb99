/** How urgent an alert is. */
export type AlertSeverity = 'INFO' | 'WARNING' | 'CRITICAL';

/** An alert of one's own as plain data: it can be kept and read back. Times in milliseconds. */
export interface AlertBody {
  /** The table function whose rows it looks at, such as CONNECTION_POOLS. */
  readonly table: string;
  /** The one pool that it is about; all of them where it is absent. */
  readonly pool?: string;
  /** The condition as SQL over the table's columns. */
  readonly when: string;
  readonly severity: AlertSeverity;
  /** How long the condition has to hold. */
  readonly holdMs: number;
  readonly everyMs: number;
  /** `{{column}}` stands for a value of the row. */
  readonly message?: string;
  /** The first comparison of the condition, where it is one of a column with a number: the figure to tell of. */
  readonly figure?: { readonly column: string; readonly limit: number };
}

/** What ALTER ALERT changes. `limit` is for built-in alerts. */
export type AlertChanges = Partial<Pick<AlertBody, 'severity' | 'holdMs' | 'everyMs' | 'message'>> & {
  readonly enabled?: boolean;
  readonly limit?: number;
};

export interface CreateAlertCommand {
  readonly kind: 'createAlert';
  readonly name: string;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly alert: AlertBody;
}

export interface AlterAlertCommand {
  readonly kind: 'alterAlert';
  readonly name: string;
  readonly changes: AlertChanges;
}

export interface DropAlertCommand {
  readonly kind: 'dropAlert';
  readonly name: string;
  readonly ifExists: boolean;
}

export type AlertCommand = CreateAlertCommand | AlterAlertCommand | DropAlertCommand;
