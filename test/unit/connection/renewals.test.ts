import assert from 'node:assert/strict';
import type { BoundCredential } from '../../../src/connection/contract.ts';
import { Renewals } from '../../../src/connection/renewals.ts';
import { FeedError } from '../../../src/feeds/feed.ts';
import { settle } from '../../support/manualClock.ts';

const ORIGIN = 'https://a.example';

describe('The renewal of a stored credential', () => {
  let stored: BoundCredential | undefined;
  let story: string[];
  let storing: (credential: BoundCredential) => Promise<void>;
  let mayRenew: boolean;
  let renewals: Renewals;
  const signal = new AbortController().signal;

  beforeEach(() => {
    stored = { origin: ORIGIN, secret: 's0' };
    story = [];
    mayRenew = true;
    storing = async (credential) => {
      stored = credential;
    };
    const keeper = {
      store: async (_id: string, credential: BoundCredential) => {
        await storing(credential);
        story.push(`stored ${credential.secret}`);
      },
      mayRenew: () => mayRenew,
    };
    renewals = new Renewals({ get: async () => stored, onDidChange: () => ({ dispose: () => undefined }) }, keeper);
  });

  /** Spends the present one and gets the next. */
  const next = async (present: string) => {
    story.push(`spent ${present}`);
    return { credential: `s${Number(present.slice(1)) + 1}`, value: `for ${present}` };
  };
  const renew = (aborting = signal, spend = next) => renewals.of('a', ORIGIN)(spend, aborting);
  const use = async () => void story.push(`used what came ${await renew()}`);
  const failure = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => assert.fail('it went well'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof FeedError, String(error));
    return error;
  };

  it('is stored before what it brought is used', async () => {
    await use();
    assert.deepEqual(story, ['spent s0', 'stored s1', 'used what came for s0']);
    assert.deepEqual(stored, { origin: ORIGIN, secret: 's1' });
  });

  it('spends each credential once, however many ask', async () => {
    await Promise.all([use(), use(), use()]);
    const spent = story.filter((what) => what.startsWith('spent'));
    assert.deepEqual(spent, ['spent s0', 'spent s1', 'spent s2']);
    assert.equal(stored?.secret, 's3');
  });

  it('goes on for another connection while one is under way', async () => {
    const slow = Promise.withResolvers<never>();
    void renewals.of('b', ORIGIN)(() => slow.promise, signal);
    await use();
    assert.equal(stored?.secret, 's1');
  });

  it('keeps what it brings although nobody waits any more, and the next one waits for that', async () => {
    const stop = new AbortController();
    const answer = Promise.withResolvers<void>();
    const first = renew(stop.signal, async (present) => {
      await answer.promise;
      return next(present);
    });
    await settle();
    stop.abort();
    await assert.rejects(first, { name: 'AbortError' });
    const second = use();
    await settle();
    assert.deepEqual(story, []);
    answer.resolve();
    await second;
    assert.deepEqual(story, ['spent s0', 'stored s1', 'spent s1', 'stored s2', 'used what came for s1']);
  });

  it('does not begin when nobody waits any more', async () => {
    const stop = new AbortController();
    const slow = Promise.withResolvers<void>();
    const first = renew(signal, (present) => slow.promise.then(() => next(present)));
    const second = renew(stop.signal);
    stop.abort();
    await assert.rejects(second, { name: 'AbortError' });
    slow.resolve();
    await first;
    await renewals.settled();
    assert.deepEqual(story, ['spent s0', 'stored s1']);
  });

  it('is settled when all that was begun is stored', async () => {
    const answer = Promise.withResolvers<void>();
    void renew(signal, (present) => answer.promise.then(() => next(present)));
    let settled = false;
    const settling = renewals.settled().then(() => (settled = true));
    await settle();
    assert.equal(settled, false);
    answer.resolve();
    await settling;
    assert.deepEqual(story, ['spent s0', 'stored s1']);
  });

  it('is said when it cannot be stored, and nothing is spent before it is', async () => {
    storing = () => Promise.reject(new Error('locked'));
    for (let tries = 0; tries < 2; tries++) {
      const error = await failure(renew());
      assert.equal(error.kind, 'credential');
      assert.match(error.message, /could not be stored. Unlock the system keyring/);
    }
    assert.deepEqual([story, stored?.secret], [['spent s0'], 's0']);
    storing = async (credential) => {
      stored = credential;
    };
    await use();
    assert.deepEqual(story, ['spent s0', 'stored s1', 'spent s1', 'stored s2', 'used what came for s1']);
  });

  it('forgets what could not be stored when a person enters another', async () => {
    storing = () => Promise.reject(new Error('locked'));
    await failure(renew());
    stored = { origin: ORIGIN, secret: 's10' };
    storing = async (credential) => {
      stored = credential;
    };
    await use();
    assert.deepEqual(story, ['spent s0', 'spent s10', 'stored s11', 'used what came for s10']);
  });

  it('does not overwrite what a person entered meanwhile, nor bring back what was deleted', async () => {
    for (const entered of [{ origin: ORIGIN, secret: 's10' }, undefined]) {
      stored = { origin: ORIGIN, secret: 's0' };
      const error = await failure(
        renew(signal, async (present) => {
          stored = entered;
          return next(present);
        }),
      );
      assert.match(error.message, /replaced while/);
      assert.equal(stored, entered);
    }
    assert.ok(!story.some((what) => what.startsWith('stored')));
  });

  it('happens in the window that streams only', async () => {
    mayRenew = false;
    const error = await failure(renew());
    assert.equal(error.kind, 'forbidden');
    assert.match(error.message, /only the window that streams/);
    const reader = new Renewals(
      { get: async () => stored, onDidChange: () => ({ dispose: () => undefined }) },
      undefined,
    );
    assert.equal((await failure(reader.of('a', ORIGIN)(next, signal))).kind, 'forbidden');
    assert.deepEqual(story, []);
  });

  it('spends nothing that is not there, is for another endpoint, or cannot be read', async () => {
    stored = { origin: 'https://b.example', secret: 's0' };
    assert.match((await failure(renew())).message, /was removed, or replaced/);
    stored = undefined;
    assert.match((await failure(renew())).message, /was removed, or replaced/);
    const locked = new Renewals(
      { get: () => Promise.reject(new Error('Unlock it.')), onDidChange: () => ({ dispose: () => undefined }) },
      { store: async () => undefined, mayRenew: () => true },
    );
    assert.match((await failure(locked.of('a', ORIGIN)(next, signal))).message, /^Unlock it\.$/);
    assert.deepEqual(story, []);
  });

  it('that changes nothing stores nothing', async () => {
    assert.equal(await renew(signal, async (credential) => ({ credential, value: 'v' })), 'v');
    assert.deepEqual(story, []);
  });

  it('is known as this window’s own, and what a person entered is not', async () => {
    assert.equal(await renewals.isOwn('a'), false);
    let during: boolean | undefined;
    storing = async (credential) => {
      stored = credential;
      during = await renewals.isOwn('a');
    };
    await renew();
    assert.deepEqual([during, await renewals.isOwn('a'), await renewals.isOwn('b')], [true, true, false]);
    stored = { origin: ORIGIN, secret: 's10' };
    assert.equal(await renewals.isOwn('a'), false);
    stored = undefined;
    assert.equal(await renewals.isOwn('a'), false);
  });

  it('that a keyring took without keeping it is nobody’s reason to start over', async () => {
    storing = async () => Promise.reject(new Error('It did not come back.'));
    await failure(renew());
    assert.equal(await renewals.isOwn('a'), true);
  });
});
