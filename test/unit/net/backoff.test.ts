import assert from 'node:assert/strict';
import { Backoff } from '../../../src/net/backoff.ts';
import { retryAfter } from '../../../src/net/retryAfter.ts';

describe('Backoff', () => {
  it('never waits less than a second nor more than five minutes, whatever the draw', () => {
    for (const draw of [0, 0.5, 0.999999]) {
      const backoff = new Backoff(() => draw);
      for (let i = 0; i < 50; i++) {
        const wait = backoff.next();
        assert.ok(wait >= 1_000 && wait <= 300_000, `${wait}`);
      }
    }
  });

  it('doubles its ceiling', () => {
    const backoff = new Backoff(() => 1);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => backoff.next()),
      [1_000, 2_000, 4_000, 8_000],
    );
  });

  it('resets after a healthy minute, not after less', () => {
    const backoff = new Backoff(() => 1);
    for (let i = 0; i < 5; i++) backoff.next();
    backoff.ended(59_999);
    assert.equal(backoff.next(), 32_000);
    backoff.ended(60_000);
    assert.equal(backoff.next(), 1_000);
  });

  it('honours the server’s delay between one second and five minutes', () => {
    assert.equal(new Backoff(() => 0).next(0), 1_000);
    assert.equal(new Backoff(() => 0).next(20_000), 20_000);
    assert.equal(new Backoff(() => 0).next(86_400_000), 300_000);
  });

  it('does not let a server that always says "at once" be asked at once', () => {
    const backoff = new Backoff(() => 1);
    for (let i = 0; i < 10; i++) backoff.next(0);
    assert.ok(backoff.next(0) > 100_000);
  });
});

describe('retryAfter', () => {
  const now = Date.parse('2026-11-01T03:00:00Z');
  const read = (value: string) => retryAfter(new Headers({ 'retry-after': value }), now);

  it('reads seconds', () => assert.equal(read('120'), 120_000));
  it('reads an HTTP date', () => assert.equal(read('Sun, 01 Nov 2026 03:01:00 GMT'), 60_000));
  it('takes a date that has passed as now', () => assert.equal(read('Sun, 01 Nov 2026 02:00:00 GMT'), 0));
  it('ignores what it cannot read', () => assert.equal(read('soon'), undefined));
  it('is nothing without the header', () => assert.equal(retryAfter(new Headers(), now), undefined));
});
