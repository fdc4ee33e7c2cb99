/** A word shown in the text that is not part of it. */
export interface InlayHint {
  /** Where in the document, or, as a kind of hint gives it, in the statement. */
  readonly offset: number;
  readonly label: string;
  /** A name stands before what it explains, a type or a value behind it. */
  readonly kind: 'name' | 'type' | 'value';
  /** More about it, as Markdown. */
  readonly tooltip?: string;
}

/** Which kinds of hint are shown; the settings of the editor have the same names. */
export interface InlayHintSettings {
  /** Times in words behind options in milliseconds. */
  readonly durations: boolean;
  /** Columns before the values of INSERT. */
  readonly insertColumns: boolean;
  /** The columns behind `*`. */
  readonly starColumns: boolean;
  /** Types of select items that do not tell it themselves. */
  readonly types: boolean;
  /** Options that CREATE CONNECTION_POOL leaves to their defaults. */
  readonly defaultOptions: boolean;
}

/** What says something that the text does not is on; what is there for nearly every line is off. */
export const usualHints: InlayHintSettings = {
  durations: true,
  insertColumns: true,
  starColumns: true,
  types: false,
  defaultOptions: false,
};
