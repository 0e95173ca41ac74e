import assert from 'node:assert/strict';
import { decodeFrame } from '../../../src/feeds/decodeFrame.ts';
import { sampleEvent } from '../../support/scriptedVendor.ts';

describe('decodeFrame', () => {
  it('keeps all of a frame that cannot be told apart, in pieces that quarantine keeps whole', () => {
    const frame = `{"events":[{"id":"€${'ä€'.repeat(60_000)}`;
    const [batch, ...more] = [...decodeFrame(frame, 'events', 'c1', () => assert.fail('Nothing here decodes.'))];
    assert.ok(batch);
    assert.deepEqual([batch.events, batch.cursor, more], [[], 'c1', []]);
    assert.equal(batch.quarantined.map(({ raw }) => raw).join(''), frame.slice(frame.indexOf('{"id"')));
    assert.ok(batch.quarantined.every(({ raw }) => Buffer.byteLength(raw) <= 65_536));
  });

  it('gives the cursor with the last part of a large frame only', () => {
    const frame = JSON.stringify(Array.from({ length: 600 }, (_, n) => n));
    const batches = [...decodeFrame(frame, 'events', 'c1', (raw) => sampleEvent(raw, 1))];
    assert.deepEqual(
      batches.map(({ events, cursor }) => [events.length, cursor]),
      [
        [250, undefined],
        [250, undefined],
        [100, 'c1'],
      ],
    );
  });
});
