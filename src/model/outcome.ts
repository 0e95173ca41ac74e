/**
 * The values of `DecodedEvent.status` that say: it was tried, and did not work. Feeds bring their vendors' words to these, so that one filter finds the failures of
 * all vendors. `with errors`: it ended, but part of it is missing, as files are of a backup.
 */
export const FAILURES: readonly string[] = ['failure', 'with errors'];
