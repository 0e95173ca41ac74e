import assert from 'node:assert/strict';
import { withConnection, withoutConnection } from '../../../src/ui/settings/decodeConnections.ts';
import { RecentEdits } from '../../../src/ui/settings/recentEdits.ts';
import { ManualClock } from '../../support/manualClock.ts';

const entry = (id: string, name = id) => ({ id, name, system: 'lookout' as const, endpoint: 'https://a.example' });

describe('edits of the connections setting', () => {
  const A = entry('a');
  const B = entry('b');
  let clock: ManualClock;
  let edits: RecentEdits;

  beforeEach(() => {
    clock = new ManualClock();
    edits = new RecentEdits(clock);
  });

  it('come back when another window wrote without them', () => {
    edits.note('b', (value) => withConnection(value, B), [A]);
    assert.equal(edits.mend([A, B]), undefined);
    assert.deepEqual(edits.mend([A, entry('c')]), [A, entry('c'), B]);
    edits.note('a', (value) => withoutConnection(value, 'a'), [A, B]);
    assert.deepEqual(edits.mend([A, B]), [B]);
    edits.note('b', (value) => withConnection(value, entry('b', 'new')), [A, B]);
    assert.deepEqual(
      edits.mend([B, A])?.find((each) => each !== A),
      entry('b', 'new'),
    );
  });

  it('leave alone what became something else', () => {
    edits.note('a', (value) => withConnection(value, entry('a', 'mine')), [A]);
    assert.equal(edits.mend([entry('a', 'theirs')]), undefined);
    assert.equal(edits.mend([]), undefined, 'removed by somebody');
  });

  it('count for a few seconds only: later it is a person who took them back', async () => {
    edits.note('b', (value) => withConnection(value, B), [A]);
    await clock.advance(5_000);
    assert.equal(edits.mend([A]), undefined);
  });
});
