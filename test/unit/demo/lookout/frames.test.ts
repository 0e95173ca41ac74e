import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { eventsFrame, framesOf, writeFrames } from '../../../../src/demo/lookout/frames.ts';
import { settle } from '../../../support/manualClock.ts';

describe('frames of the simulator', () => {
  it('cut a sequence lazily', () => {
    let pulled = 0;
    const events = (function* () {
      for (;;) yield { id: `${++pulled}`, json: '{}' };
    })();
    const frames = framesOf(events, 3);
    assert.equal(frames.next().value, 'id:3\nevent:events\ndata:{"events":[{},{},{}]}\n\n');
    assert.equal(pulled, 3);
    assert.deepEqual([...framesOf([], 3)], []);
  });

  it('keep line ends of exact JSON inside the field', () => {
    assert.equal(eventsFrame([{ id: 'a\nb', json: '{\r\n}' }]), 'id:ab\nevent:events\ndata:{"events":[{\ndata:}]}\n\n');
  });

  /** A reader that takes one write and then holds, until told to take more. */
  const slow = () => {
    let release: () => void = () => undefined;
    const taken: string[] = [];
    const out = new Writable({
      highWaterMark: 1,
      write(chunk, _encoding, callback) {
        taken.push(String(chunk));
        release = callback;
      },
    });
    return { out, taken, release: () => release() };
  };
  const counted = () => {
    const made: string[] = [];
    const frames = (function* () {
      for (let i = 0; i < 1_000; i++) {
        made.push(`${i}`);
        yield `${i}`;
      }
    })();
    return { made, frames };
  };

  it('wait for a reader that does not take them', async () => {
    const { out, taken, release } = slow();
    const { made, frames } = counted();
    const done = new AbortController();
    const written = writeFrames(out, frames, done.signal);
    await settle();
    assert.deepEqual(made, ['0']);
    release();
    await settle();
    assert.deepEqual(taken, ['0', '1']);
    assert.deepEqual(made, ['0', '1']);
    done.abort();
    await written;
    assert.deepEqual(made, ['0', '1']);
  });

  it('stop when the reader goes away', async () => {
    const { out } = slow();
    const { made, frames } = counted();
    const written = writeFrames(out, frames, new AbortController().signal);
    await settle();
    out.destroy();
    await written;
    assert.deepEqual(made, ['0']);
  });
});
