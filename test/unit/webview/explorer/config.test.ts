import assert from 'node:assert/strict';
import { DEFAULT_CONFIG, decodeConfig } from '../../../../src/webview/explorer/config.ts';
import {
  COLUMN_NAMES,
  DEFAULT_COLUMNS,
  decodeColumns,
  moved,
  resized,
  template,
  toggled,
} from '../../../../src/webview/explorer/grid/columns.ts';

describe('The configuration of an explorer', () => {
  it('comes back whole', () => {
    const config = {
      ...DEFAULT_CONFIG,
      key: 'k-1',
      filter: 'a',
      columns: resized(moved(toggled(DEFAULT_COLUMNS, 'actor'), 'summary', 0), 'type', 77),
      facets: false,
      closed: ['type' as const],
      histogram: 'table' as const,
      anchor: { connection: 'c', id: 'e', time: 5 },
    };
    assert.deepEqual(decodeConfig(JSON.parse(JSON.stringify(config))), config);
  });

  it('is as by default where it does not fit', () => {
    for (const value of [undefined, null, 'x', [], { filter: {}, columns: [], histogram: 1, anchor: { time: 1 } }]) {
      assert.deepEqual(decodeConfig(value), DEFAULT_CONFIG);
    }
    assert.equal(decodeConfig({ filter: 'x'.repeat(9_000) }).filter.length, 4_000);
    assert.equal(decodeConfig({ anchor: { connection: 'c', id: 'e', time: Number.NaN } }).anchor, undefined);
  });
});

describe('Columns', () => {
  const names = (columns: readonly { readonly name: string }[] | undefined) => columns?.map(({ name }) => name);

  it('that are new stand at the end, as by default; unknown and doubled ones are left out', () => {
    const columns = decodeColumns([{ name: 'type', width: 5 }, { name: 'nowhere' }, { name: 'type' }, 7, null]);
    assert.deepEqual(names(columns), ['type', ...COLUMN_NAMES.filter((name) => name !== 'type')]);
    assert.deepEqual(columns?.[0], { name: 'type', shown: true, width: 48 });
    assert.equal(decodeColumns([{ name: 'type', shown: false }]), undefined);
    assert.equal(decodeColumns('x'), undefined);
  });

  it('move, also past the ends, and never all go', () => {
    assert.equal(names(moved(DEFAULT_COLUMNS, 'summary', 0))?.[0], 'summary');
    assert.equal(names(moved(DEFAULT_COLUMNS, 'time', 99))?.at(-1), 'time');
    assert.equal(names(moved(DEFAULT_COLUMNS, 'time', -1))?.[0], 'time');
    const one = DEFAULT_COLUMNS.map((column) => ({ ...column, shown: column.name === 'type' }));
    assert.equal(toggled(one, 'type'), one);
  });

  it('are as wide as they are told, within bounds; the summary takes what is left', () => {
    assert.equal(resized(DEFAULT_COLUMNS, 'type', 1).find(({ name }) => name === 'type')?.width, 48);
    assert.deepEqual(resized(DEFAULT_COLUMNS, 'type', Number.NaN), DEFAULT_COLUMNS);
    assert.equal(
      template([
        { name: 'type', shown: true, width: 50 },
        { name: 'summary', shown: true, width: 90 },
      ]),
      '50px minmax(90px, 1fr)',
    );
  });
});
