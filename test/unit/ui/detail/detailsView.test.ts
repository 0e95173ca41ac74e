import assert from 'node:assert/strict';
import type { Vendor } from '../../../../src/feeds/feed.ts';
import { detailsView } from '../../../../src/ui/detail/detailsView.ts';

const rows = (count: number, value = 'v') =>
  Array.from({ length: count }, (_, index) => ({ name: `n${index}`, value }));
const telling = (details: ReturnType<typeof rows> | undefined): Pick<Vendor, 'detailsOf'> => ({
  detailsOf: () => details,
});

describe('detailsView', () => {
  it('asks the vendor with numbers as they were sent', () => {
    const vendor: Pick<Vendor, 'detailsOf'> = { detailsOf: (raw) => [{ name: 'raw', value: JSON.stringify(raw) }] };
    assert.deepEqual(detailsView(vendor, { raw: '{"a":9007199254740993}' }), {
      rows: [{ name: 'raw', value: '{"a":"9007199254740993"}' }],
      more: 0,
    });
  });

  it('shows nothing where the vendor tells nothing', () => {
    assert.equal(detailsView(undefined, { raw: '{}' }), undefined);
    assert.equal(detailsView({}, { raw: '{}' }), undefined);
    assert.equal(detailsView(telling(undefined), { raw: '{}' }), undefined);
    assert.equal(detailsView(telling([]), { raw: '{}' }), undefined);
  });

  it('shows as much as people read, and says how much more there is', () => {
    const view = detailsView(telling(rows(300, 'x'.repeat(5_000))), { raw: '{}' });
    assert.deepEqual([view?.rows.length, view?.more], [200, 100]);
    assert.equal(view?.rows[0]?.value, `${'x'.repeat(2_000)}…`);
  });

  it('parses neither what is huge nor what is no JSON', () => {
    const asked: unknown[] = [];
    const vendor: Pick<Vendor, 'detailsOf'> = {
      detailsOf: (raw) => {
        asked.push(raw);
        return undefined;
      },
    };
    detailsView(vendor, { raw: JSON.stringify({ text: 'x'.repeat(1_000_000) }) });
    detailsView(vendor, { raw: '{' });
    assert.deepEqual(asked, [undefined, undefined]);
  });
});
