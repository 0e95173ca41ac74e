import assert from 'node:assert/strict';
import { TokenSource } from '../../../src/net/token.ts';
import { ManualClock } from '../../support/manualClock.ts';

describe('TokenSource', () => {
  const signal = new AbortController().signal;
  const setUp = (life: number) => {
    const clock = new ManualClock();
    let asked = 0;
    const source = new TokenSource(clock, async () => ({ value: `t${++asked}`, expires: clock.now() + life }));
    return { clock, source, asked: () => asked };
  };

  it('asks once however many wait', async () => {
    const { source, asked } = setUp(7_200_000);
    const tokens = await Promise.all([source.get(signal), source.get(signal), source.get(signal)]);
    assert.deepEqual(
      tokens.map((t) => t.value),
      ['t1', 't1', 't1'],
    );
    assert.equal(asked(), 1);
  });

  it('renews five minutes before the end of a long life', async () => {
    const { clock, source } = setUp(7_200_000);
    await source.get(signal);
    await clock.advance(7_200_000 - 300_001);
    assert.equal((await source.get(signal)).value, 't1');
    await clock.advance(1);
    assert.equal((await source.get(signal)).value, 't2');
  });

  it('uses a short life for four fifths', async () => {
    const { clock, source } = setUp(60_000);
    await source.get(signal);
    await clock.advance(47_999);
    assert.equal((await source.get(signal)).value, 't1');
    await clock.advance(1);
    assert.equal((await source.get(signal)).value, 't2');
  });

  it('asks anew after a refusal, but not twice for the same refusal', async () => {
    const { source } = setUp(7_200_000);
    const first = await source.get(signal);
    source.invalidate(first);
    assert.equal((await source.get(signal)).value, 't2');
    source.invalidate(first);
    assert.equal((await source.get(signal)).value, 't2');
  });

  it('asks again for those who wait when the first to ask gives up', async () => {
    let asked = 0;
    const source = new TokenSource(new ManualClock(), (asking) => {
      if (++asked > 1) return Promise.resolve({ value: 'ok', expires: Number.MAX_SAFE_INTEGER });
      return new Promise((_resolve, reject) => asking.addEventListener('abort', () => reject(asking.reason)));
    });
    const first = new AbortController();
    const gaveUp = source.get(first.signal);
    const waiting = source.get(signal);
    first.abort(new Error('gave up'));
    await assert.rejects(gaveUp, /gave up/);
    assert.equal((await waiting).value, 'ok');
    assert.equal(asked, 2);
  });

  it('asks again after a failure', async () => {
    let asked = 0;
    const source = new TokenSource(new ManualClock(), async () => {
      if (++asked === 1) throw new Error('down');
      return { value: 'ok', expires: Number.MAX_SAFE_INTEGER };
    });
    await assert.rejects(source.get(signal), /down/);
    assert.equal((await source.get(signal)).value, 'ok');
  });
});
