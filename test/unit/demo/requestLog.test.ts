import assert from 'node:assert/strict';
import { RequestLog } from '../../../src/demo/requestLog.ts';

describe('the log of requests', () => {
  it('keeps the last 2,000', () => {
    const log = new RequestLog();
    for (let time = 0; time < 2_500; time++) log.add({ time, method: 'GET', path: '/', query: {}, status: 404 });
    assert.equal(log.entries.length, 2_000);
    assert.equal(log.entries.at(-1)?.time, 2_499);
  });
});
