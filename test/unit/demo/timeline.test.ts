import assert from 'node:assert/strict';
import { Timeline } from '../../../src/demo/timeline.ts';

const event = (place: number, id: string) => ({ place, id });

describe('a timeline of a simulator', () => {
  it('gives every event a place of its own and keeps it in its stretch of time', () => {
    const places = [3, 3, 3, 97, 98, 98, 99];
    const timeline = new Timeline((from: number) => places.map((place) => event(from + place, `${from + place}`)), 100);
    const told = [...timeline.between(-1, 199)].map(({ place }) => place);
    assert.deepEqual(told.slice(0, 7), [3, 4, 5, 96, 97, 98, 99]);
    assert.deepEqual(
      told.slice(7),
      told.slice(0, 7).map((place) => place + 100),
    );
  });

  it('can be cut anywhere and tells each event once', () => {
    const generated = (from: number) => [0, 20, 40, 60, 80].map((offset) => event(from + offset, `g${from + offset}`));
    const timeline = new Timeline(generated, 100);
    for (const place of [7, 55, 101, 330]) timeline.add(event(place, `a${place}`));
    const whole = [...timeline.between(0, 400)].map(({ id }) => id);
    assert.equal(whole.length, 24);
    for (let cut = 0; cut <= 400; cut++) {
      const parts = [...timeline.between(0, cut), ...timeline.between(cut, 400)].map(({ id }) => id);
      assert.deepEqual(parts, whole);
    }
  });

  it('finds a free place', () => {
    const timeline = new Timeline((from: number) => [event(from + 5, 'x'), event(from + 6, 'y')], 100);
    timeline.add(event(7, 'z'));
    assert.deepEqual([timeline.free(4), timeline.free(5), timeline.free(7)], [4, 8, 8]);
  });
});
