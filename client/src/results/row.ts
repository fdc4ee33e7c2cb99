/** The values of one row, in the order of its result's columns. */
export type Row = readonly unknown[];
