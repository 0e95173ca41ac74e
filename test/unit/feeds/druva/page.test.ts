import assert from 'node:assert/strict';
import { cursorOf, placeOf } from '../../../../src/feeds/druva/cursor.ts';
import { readPage } from '../../../../src/feeds/druva/page.ts';
import { type DruvaStream, PROTOCOLS } from '../../../../src/feeds/druva/streams.ts';

const read = (body: string, stream: DruvaStream = 'insync') => readPage(body, PROTOCOLS[stream]);
const told = (body: string, stream: DruvaStream = 'insync') => {
  const { tracker, hasMore, isEmpty } = read(body, stream) ?? {};
  return { tracker, hasMore, isEmpty };
};
const list = (count: number) => JSON.stringify(Array.from({ length: count }, (_, id) => ({ eventID: id })));

describe('A page of Druva events', () => {
  it('of inSync tells its tracker and whether there is another page', () => {
    assert.deepEqual(told(`{"events":${list(3)},"nextPageExists":true,"tracker":"MTI+/w=="}`), {
      tracker: 'MTI+/w==',
      hasMore: true,
      isEmpty: false,
    });
    assert.deepEqual(told(`{"tracker":"a","nextPageExists":false,"events":${list(500)}}`), {
      tracker: 'a',
      hasMore: false,
      isEmpty: false,
    });
    assert.deepEqual(told('{"events":[],"nextPageExists":false,"tracker":"a"}'), {
      tracker: 'a',
      hasMore: false,
      isEmpty: true,
    });
  });

  it('of inSync that does not say so is followed by another when it is full', () => {
    assert.equal(read(`{"events":${list(500)},"tracker":"a"}`)?.hasMore, true);
    assert.equal(read(`{"events":${list(499)},"tracker":"a"}`)?.hasMore, false);
    assert.equal(read(`{"events":${list(500)},"nextPageExists":null,"tracker":"a"}`)?.hasMore, true);
  });

  it('of the platform is followed by another until it is empty, though that has a token too', () => {
    assert.deepEqual(told(`{"events":${list(1)},"nextPageToken":"p1"}`, 'platform'), {
      tracker: 'p1',
      hasMore: true,
      isEmpty: false,
    });
    assert.deepEqual(told('{"events":[],"nextPageToken":"p2"}', 'platform'), {
      tracker: 'p2',
      hasMore: false,
      isEmpty: true,
    });
    assert.equal(read(`{"events":${list(2)}}`, 'platform')?.hasMore, false);
  });

  it('of Cyber Resilience is the last one when its token is empty', () => {
    assert.equal(read(`{"events":${list(1)},"nextTrackerToken":"r1"}`, 'realize')?.hasMore, true);
    assert.deepEqual(told(`{"events":${list(1)},"nextTrackerToken":""}`, 'realize'), {
      tracker: undefined,
      hasMore: false,
      isEmpty: false,
    });
  });

  it('has the tracker to the digit and to the escape, and none that is empty, null or no text', () => {
    const tracker = (json: string) => read(`{"events":[],"nextPageExists":false,"tracker":${json}}`)?.tracker;
    assert.equal(tracker('12345678901234567890'), '12345678901234567890');
    assert.equal(tracker('"a\\u002bb"'), 'a+b');
    for (const none of ['""', 'null', 'true', '{}', '[]', `"${'x'.repeat(3_000)}"`])
      assert.equal(tracker(none), undefined);
  });

  it('is not misled by what events hold', () => {
    const body =
      '{"events":[{"eventID":1,"tracker":"evil","nextPageExists":true,"events":[]}],"nextPageExists":false,"tracker":"a"}';
    assert.deepEqual(told(body), { tracker: 'a', hasMore: false, isEmpty: false });
  });

  it('may leave out a list that would be empty', () => {
    assert.deepEqual(told('{"nextPageExists":false,"tracker":"a"}'), { tracker: 'a', hasMore: false, isEmpty: true });
    assert.equal(read('{"events":null,"tracker":"a"}')?.isEmpty, true);
    // Under another name it is not left out: the tracker would lead past what it holds.
    assert.equal(read('{"records":[{"eventID":1}],"tracker":"a"}'), undefined);
    assert.equal(read('{"notes":[],"tracker":"a"}')?.isEmpty, true);
  });

  it('is none without events and without a tracker, whatever else it is', () => {
    for (const body of [
      '{}',
      '{"Message":"no"}',
      '{"events":{}}',
      '{"events":"x","tracker":"a"}',
      '{"error":{"events":[]}}',
    ])
      assert.equal(read(body), undefined, body);
  });

  it('that breaks off has no tracker and promises nothing', () => {
    const body = '{"tracker":"a","nextPageExists":true,"events":[{"eventID":1},{"eve';
    const page = read(body);
    assert.deepEqual([page?.isWhole, page?.tracker, page?.hasMore, page?.isEmpty], [false, undefined, false, false]);
    assert.equal(page?.events, body);
  });
});

describe('A cursor of Druva', () => {
  it('is the bare tracker, or the tracker behind the time that a first run asks for', () => {
    assert.equal(cursorOf({ tracker: 'MTI+/w==', floor: undefined }), 'MTI+/w==');
    assert.equal(cursorOf({ tracker: 'a:b', floor: 17 }), 'since:17:a:b');
    assert.equal(cursorOf({ tracker: undefined, floor: 17 }), undefined);
  });

  it('gives back what it was made of, whatever the tracker looks like', () => {
    for (const tracker of ['a', 'a:b', 'since:1:x', 'since::', 'since:', ' ', 'x\ny'])
      for (const floor of [undefined, 0, 1_793_494_740_000]) {
        const place = { tracker, floor };
        assert.deepEqual(placeOf(cursorOf(place) ?? ''), place);
      }
  });
});
