/** The pool of a session that chose none: made of the default connection when first needed. SQL may write it as the word DEFAULT. */
export const implicitPool = 'default';
