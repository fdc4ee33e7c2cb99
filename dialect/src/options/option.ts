/** The shape of an option's value. */
export type OptionType =
  | { readonly kind: 'integer'; readonly min: number; readonly max?: number }
  | { readonly kind: 'number'; readonly min: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  /** A text such as '10 s'; the limits are in milliseconds. */
  | { readonly kind: 'duration'; readonly min: number; readonly max: number }
  | { readonly kind: 'string'; readonly pattern?: string }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'enumList'; readonly values: readonly string[] }
  | { readonly kind: 'stringList' }
  /** A whole number, or one of a few words (or a name of one's own, as in a write concern). */
  | {
      readonly kind: 'integerOrWord';
      readonly min: number;
      readonly words: readonly string[];
      readonly open: boolean;
    }
  | { readonly kind: 'tagSets' }
  | {
      readonly kind: 'document';
      readonly fields: readonly PoolOption[];
      /** The field a bare value stands for. */
      readonly shorthand?: string;
      /** Whether the document must hold that field. */
      readonly needsShorthand?: boolean;
    }
  /** Documents of options by names that the statement gives; a list of names stands for empty documents. */
  | { readonly kind: 'members'; readonly fields: readonly PoolOption[] };

export type OptionGroup =
  | 'size'
  | 'timeouts'
  | 'reliability'
  | 'routing'
  | 'network'
  | 'security'
  | 'bson'
  | 'monitoring'
  | 'group'
  | 'benchmark';

/** One row per pool option: the checker, completion, hover, the manager and the reference page all read it. */
export interface PoolOption {
  readonly name: string;
  /** The driver's own option it sets; undefined for those that the pool manager itself obeys. */
  readonly driver?: string;
  readonly group: OptionGroup;
  readonly type: OptionType;
  readonly default?: unknown;
  /** Where the default comes from when it is not fixed: `the connection's own`. */
  readonly defaultNote?: string;
  readonly unit?:
    'ms' | 'connections' | 'bytes' | 'seconds' | 'percent' | 'samples' | 'operations' | 'operations a second';
  readonly documentation: string;
  readonly link?: string;
  /** A secret is refused in SQL text: it belongs to the connection. */
  readonly secret?: boolean;
  /** What to write instead, where the driver is going to drop the option. */
  readonly deprecated?: string;
}
