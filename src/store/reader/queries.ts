/** The statements of the reader that must go through an index; a test looks at their plans. */
export const QUERIES = {
  /** leaf, floor (time), upTo, limit */
  newestOfLeaf:
    'SELECT seq, time FROM event WHERE leaf = ? AND time >= ? AND seq <= ? ORDER BY time DESC, seq DESC LIMIT ?',
  /** connection, id */
  find: 'SELECT e.seq, e.time, e.subject, e.target FROM event e WHERE e.connection = (SELECT id FROM connection WHERE name = ? AND doomed = 0) AND e.id = ?',
  /** party: every row with the same identity, whatever its name was */
  sameParty: `SELECT o.id FROM party p JOIN party o ON o.connection = p.connection AND o.kind = p.kind AND o.vendor_id = p.vendor_id
    WHERE p.id = ? ORDER BY o.id DESC LIMIT 1000`,
  /** party, time, seq, limit: before a position */
  bySubject: `SELECT e.seq, e.time FROM event e CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE e.subject = ?1 AND e.time <= ?2 AND (e.time < ?2 OR e.seq < ?3) ORDER BY e.time DESC, e.seq DESC LIMIT ?4`,
  /** As above, for the target where it is the subject too … */
  byTargetAndSubject: `SELECT e.seq, e.time FROM event e CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE e.subject = ?1 AND e.target = ?1 AND e.time <= ?2 AND (e.time < ?2 OR e.seq < ?3) ORDER BY e.time DESC, e.seq DESC LIMIT ?4`,
  /** … and where it is not. */
  byTarget: `SELECT e.seq, e.time FROM event e CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0
    WHERE e.target = ?1 AND e.target IS NOT e.subject AND e.time <= ?2 AND (e.time < ?2 OR e.seq < ?3) ORDER BY e.time DESC, e.seq DESC LIMIT ?4`,
} as const;
