import assert from 'node:assert/strict';
import { PageLoad } from '../../../../src/ui/detail/pageLoad.ts';
import { ManualClock } from '../../../support/manualClock.ts';

describe('PageLoad', () => {
  function start() {
    const clock = new ManualClock();
    const state = { loads: 0 };
    const load = new PageLoad(clock, () => state.loads++);
    return { clock, state, load };
  }

  it('loads once a page that says that it is ready', async () => {
    const { clock, state, load } = start();
    load.setVisible(true);
    await clock.advance(5_000);
    load.loaded();
    await clock.advance(600_000);
    assert.equal(state.loads, 1);
  });

  it('loads again a page that says nothing, and gives up in the end', async () => {
    const { clock, state, load } = start();
    load.setVisible(true);
    await clock.advance(10_000);
    assert.equal(state.loads, 2);
    await clock.advance(20_000);
    assert.equal(state.loads, 3);
    await clock.advance(600_000);
    assert.equal(state.loads, 4);
  });

  it('waits for a page that comes back on screen, and not for a hidden one', async () => {
    const { clock, state, load } = start();
    load.setVisible(false);
    assert.equal(state.loads, 1, 'VS Code loads it when it is shown');
    await clock.advance(600_000);
    assert.equal(state.loads, 1);
    load.setVisible(true);
    assert.equal(state.loads, 1);
    await clock.advance(10_000);
    assert.equal(state.loads, 2);
  });
});
