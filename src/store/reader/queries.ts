import { SAME_PARTY } from '../sameParty.ts';

/** The statements of the reader that must go through an index; a test looks at their plans. */
export const QUERIES = {
  /** leaf, floor (time), upTo, limit */
  newestOfLeaf:
    'SELECT seq, time FROM event WHERE leaf = ? AND time >= ? AND seq <= ? ORDER BY time DESC, seq DESC LIMIT ?',
  /** leaf */
  oldestOfLeaf: 'SELECT min(time) AS time FROM event WHERE leaf = ?',
  /** name */
  connection: 'SELECT id FROM connection WHERE name = ? AND doomed = 0',
  /** connection, id, hash: by the index, or else among the events that it does not hold yet. */
  find: `SELECT e.seq, e.time, e.subject, e.target FROM identity i CROSS JOIN event e ON e.seq = i.seq WHERE i.hash = ?3 AND e.connection = ?1 AND e.id = ?2
    UNION ALL SELECT * FROM (SELECT seq, time, subject, target FROM event WHERE seq > (SELECT identified FROM state) AND connection = ?1 AND id = ?2
      ORDER BY seq DESC LIMIT 1) LIMIT 1`,
  /** party */
  party: 'SELECT connection, kind, vendor_id FROM party WHERE id = ?',
  ...SAME_PARTY,
  /** party, role, time, seq, limit: before a position, among the events that the index holds … */
  related: `SELECT r.seq, r.time FROM relation r CROSS JOIN event e ON e.seq = r.seq CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE r.party = ?1 AND r.role = ?2 AND (r.time, r.seq) < (?3, ?4) ORDER BY r.time DESC, r.seq DESC LIMIT ?5`,
  /** … and among the few that it does not hold yet. party, role, time, seq, limit */
  tail: `SELECT e.seq, e.time FROM event e CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE e.seq > (SELECT related FROM state) AND iif(?2 = 0, e.subject, iif(e.target IS e.subject, NULL, e.target)) = ?1
    AND (e.time, e.seq) < (?3, ?4) ORDER BY e.time DESC, e.seq DESC LIMIT ?5`,
  /** As `related`, for what has the party as its subject and as its target. */
  relatedBoth: `SELECT r.seq, r.time FROM relation r CROSS JOIN event e ON e.seq = r.seq CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE r.party = ?1 AND r.role = 0 AND e.target = ?1 AND (r.time, r.seq) < (?2, ?3) ORDER BY r.time DESC, r.seq DESC LIMIT ?4`,
  tailBoth: `SELECT e.seq, e.time FROM event e CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE e.seq > (SELECT related FROM state) AND e.subject = ?1 AND e.target = ?1
    AND (e.time, e.seq) < (?2, ?3) ORDER BY e.time DESC, e.seq DESC LIMIT ?4`,
} as const;
