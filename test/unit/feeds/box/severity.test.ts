import assert from 'node:assert/strict';
import { decode, enterprise, shieldAlert } from './fixtures.ts';

describe('Box severities', () => {
  for (const [word, severity] of Object.entries({ informational: 1, low: 2, medium: 3, High: 4, CRITICAL: 5 })) {
    it(`takes the priority ${word} of a Shield alert as ${severity} and keeps the word`, () => {
      const event = decode(shieldAlert({ priority: word, risk_score: 1 }));
      assert.equal(event.severity, severity);
      assert.equal(event.vendorSeverity, word);
    });
  }

  for (const [score, severity] of [
    [100, 4],
    [80, 4],
    [79, 3],
    [50, 3],
    [49, 2],
    ['90', 4],
    [0, 2],
    [null, 0],
    ['', 0],
    [{}, 0],
  ] as const) {
    it(`goes by the risk score ${JSON.stringify(score)} where there is no priority: ${severity}`, () => {
      const event = decode(shieldAlert({ priority: null, risk_score: score }));
      assert.equal(event.severity, severity);
      assert.equal('vendorSeverity' in event, false);
    });
  }

  it('goes by the risk score also for a priority that is new, and keeps its word', () => {
    const event = decode(shieldAlert({ priority: 'apocalyptic', risk_score: 55 }));
    assert.deepEqual([event.severity, event.vendorSeverity], [3, 'apocalyptic']);
  });

  for (const [type, severity] of Object.entries({
    FILE_MARKED_MALICIOUS: 4,
    CHANGE_ADMIN_ROLE: 4,
    FAILED_LOGIN: 3,
    SHIELD_SHARED_LINK_ACCESS_BLOCKED: 3,
    COLLABORATION_INVITE: 2,
    DOWNLOAD: 1,
    SOMETHING_NEW: 0,
  })) {
    it(`has ${type} at ${severity} by its own table, without a word of Box`, () => {
      const event = decode(enterprise(type));
      assert.equal(event.severity, severity);
      assert.equal('vendorSeverity' in event, false);
    });
  }

  it('tells success and failure', () => {
    const status = (type: string) => decode(enterprise(type)).status;
    assert.deepEqual(['LOGIN', 'FAILED_LOGIN', 'DOWNLOAD'].map(status), ['success', 'failure', undefined]);
  });
});
