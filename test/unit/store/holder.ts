import { DatabaseSync } from 'node:sqlite';

/** Another program that holds the database of `argv[2]` against all writers, until it is told to let go. */

const db = new DatabaseSync(process.argv[2] ?? '');
db.exec('BEGIN EXCLUSIVE');
process.once('message', () => {
  db.exec('ROLLBACK');
  db.close();
  process.disconnect();
});
process.send?.('locked');
