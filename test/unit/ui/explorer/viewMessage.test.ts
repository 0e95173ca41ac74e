import assert from 'node:assert/strict';
import { decodeViewMessage } from '../../../../src/ui/explorer/viewMessage.ts';
import { DEFAULT_CONFIG } from '../../../../src/webview/explorer/config.ts';

describe('What the explorer posts', () => {
  const wanted = { facets: ['type'], limit: 8, histogram: { buckets: 100, from: 1, to: 2 } };

  it('is taken as the protocol has it, and nothing more of it', () => {
    for (const message of [
      { kind: 'ready' },
      { kind: 'config', config: DEFAULT_CONFIG },
      { kind: 'search', search: 1, text: 'a', wanted, anchor: { connection: 'c', id: 'e', time: 1 } },
      { kind: 'rows', search: 1, from: 0, count: 100 },
      { kind: 'wanted', search: 1, wanted },
      { kind: 'follow', on: true },
      { kind: 'refresh' },
      { kind: 'open', connection: 'c', id: 'e', focus: false },
      { kind: 'copy', text: 'x' },
      { kind: 'copyLink', text: 'x' },
      { kind: 'remember', text: 'x' },
      { kind: 'save', text: 'x' },
      { kind: 'addConnection' },
    ]) {
      assert.deepEqual(decodeViewMessage({ ...message, more: 1 }), message);
    }
  });

  it('is nothing otherwise', () => {
    for (const value of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'run' },
      { kind: 'search', search: 1, text: 'a' },
      { kind: 'search', search: -1, text: 'a', wanted },
      { kind: 'search', search: 1, text: 'x'.repeat(4_001), wanted },
      { kind: 'search', search: 1, text: 'a', wanted: { ...wanted, histogram: { buckets: 1e9 } } },
      { kind: 'rows', search: 1, from: 0, count: 1_000_000 },
      { kind: 'rows', search: 1, from: 0.5, count: 1 },
      { kind: 'rows', search: 1, from: Number.NaN, count: 1 },
      { kind: 'follow', on: 'yes' },
      { kind: 'open', connection: 'c' },
      { kind: 'copy' },
      { kind: 'save', text: 'x'.repeat(4_001) },
    ]) {
      assert.equal(decodeViewMessage(value), undefined, JSON.stringify(value));
    }
  });

  it('leaves out what is not known, and bounds the rest', () => {
    const message = decodeViewMessage({
      kind: 'wanted',
      search: 1,
      wanted: { facets: ['raw', 'type', 'type', 7], limit: 1e6 },
    });
    assert.deepEqual(message, { kind: 'wanted', search: 1, wanted: { facets: ['type'], limit: 100 } });
    const config = decodeViewMessage({ kind: 'config', config: { filter: 7, columns: 'x', histogram: '<img>' } });
    assert.deepEqual(config, { kind: 'config', config: DEFAULT_CONFIG });
  });
});
