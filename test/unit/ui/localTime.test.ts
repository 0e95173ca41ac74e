import assert from 'node:assert/strict';
import { parseLocalTime } from '../../../src/ui/commands/localTime.ts';

describe('dates that a person enters', () => {
  it('are of the local time zone, midnight without a time', () => {
    assert.equal(parseLocalTime('2026-01-31'), new Date(2026, 0, 31).getTime());
    assert.equal(parseLocalTime(' 2026-01-31 08:05 '), new Date(2026, 0, 31, 8, 5).getTime());
  });

  it('are nothing when there is no such day or time', () => {
    for (const text of ['', 'soon', '2026-02-30', '2026-13-01', '2026-01-31 25:00', '2026-01-31 08:60', '31.01.2026'])
      assert.equal(parseLocalTime(text), undefined, text);
  });
});
