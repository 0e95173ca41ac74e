import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { FetchError } from '../../../src/net/fetchError.ts';
import { LoopbackRedirect, redirectUri } from '../../../src/net/loopbackRedirect.ts';
import { freePort } from '../../support/freePort.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { streamServer } from '../../support/streamServer.ts';

const STATE = 'canary-state-5e1f';
const MINUTES = 60_000;

describe('The loopback redirect of a sign-in', () => {
  let port: number;
  let redirect: LoopbackRedirect;
  const clock = new ManualClock();
  const nobody = new AbortController().signal;

  beforeEach(async () => {
    port = await freePort();
    redirect = await LoopbackRedirect.listen({ port, state: STATE, closing: 'Done & <over>.' });
  });
  afterEach(() => {
    redirect.close();
    assert.deepEqual(clock.pending, [], 'a timer is left');
  });
  const visit = (query: string, path = '/callback', init?: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${path}?${query}`, init);

  it('takes the code of the sign-in that it knows, and answers with a page that neither runs nor loads anything', async () => {
    const answer = redirect.answer(clock, 5 * MINUTES, nobody);
    const page = await fetch(`${redirectUri(port)}?code=c-1&state=${STATE}`);
    assert.deepEqual(await answer, { kind: 'code', code: 'c-1' });
    const html = await page.text();
    assert.equal(page.status, 200);
    assert.match(html, /<p>Done &amp; &lt;over>\.<\/p>/);
    assert.doesNotMatch(html, /script|src=|href=|c-1/);
    assert.equal(page.headers.get('content-security-policy'), "default-src 'none'");
    assert.deepEqual(
      [page.headers.get('referrer-policy'), page.headers.get('cache-control')],
      ['no-referrer', 'no-store'],
    );
  });

  it('takes an error as the answer', async () => {
    const answer = redirect.answer(clock, 5 * MINUTES, nobody);
    await visit(`error=access_denied&state=${STATE}`);
    assert.deepEqual(await answer, { kind: 'error', error: 'access_denied' });
  });

  it('waits on when something else asks', async () => {
    const answer = redirect.answer(clock, 5 * MINUTES, nobody);
    const asked = [
      await visit('code=evil&state=canary-state-0000'),
      await visit('code=evil&state=other'),
      await visit('code=evil'),
      await visit('error=access_denied'),
      await visit(`state=${STATE}`),
      await visit(`code=&state=${STATE}`),
      await visit(`code=evil&state=${STATE}`, '/'),
      await visit(`code=evil&state=${STATE}`, '/callback/'),
      await visit(`code=evil&state=${STATE}`, '/callback', { method: 'POST' }),
    ];
    assert.deepEqual(
      asked.map(({ status }) => status),
      [400, 400, 400, 400, 400, 400, 404, 404, 405],
    );
    assert.equal((await visit(`code=c-1&state=${STATE}`)).status, 200);
    assert.deepEqual(await answer, { kind: 'code', code: 'c-1' });
  });

  it('answers once', async () => {
    const answer = redirect.answer(clock, 5 * MINUTES, nobody);
    assert.equal((await visit(`code=c-1&state=${STATE}`)).status, 200);
    assert.equal((await visit(`code=c-2&state=${STATE}`)).status, 400);
    assert.deepEqual(await answer, { kind: 'code', code: 'c-1' });
  });

  it('gives up after the time, with a word on what may be wrong', async () => {
    const failing = redirect.answer(clock, 5 * MINUTES, nobody).catch((error: unknown) => error);
    await clock.advance(5 * MINUTES);
    const error = await failing;
    assert.ok(error instanceof FetchError && error.kind === 'timeout');
    assert.match(error.message, /within 5 minutes.*client id and the redirect address/);
  });

  it('gives up at once when nobody waits any more', async () => {
    const stop = new AbortController();
    const answer = redirect.answer(clock, 5 * MINUTES, stop.signal);
    stop.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await assert.rejects(redirect.answer(clock, 5 * MINUTES, stop.signal), { name: 'AbortError' });
  });

  it('listens on loopback only, and no more when it is closed', async () => {
    redirect.close();
    await assert.rejects(visit(`code=c-1&state=${STATE}`));
    const again = await LoopbackRedirect.listen({ port, state: STATE, closing: '' });
    again.close();
  });

  describe('whose port is taken', () => {
    const inUse = /Another program of this machine listens on port \d+/;
    let other: Server | undefined;
    afterEach(() => void other?.close());

    it('says so', async () => {
      const { origin, close } = await streamServer((_request, response) => response.end());
      const taken = Number(new URL(origin).port);
      await assert.rejects(LoopbackRedirect.listen({ port: taken, state: STATE, closing: '' }), inUse);
      await close();
    });

    it('on the other loopback address does not let the code go there', async function () {
      const server = createServer();
      other = server;
      const taken = await freePort();
      const listens = await new Promise<boolean>((resolve) => {
        server.once('error', () => resolve(false));
        server.listen({ port: taken, host: '::1' }, () => resolve(true));
      });
      if (!listens) this.skip(); // No IPv6 on this machine.
      await assert.rejects(LoopbackRedirect.listen({ port: taken, state: STATE, closing: '' }), inUse);
      await assert.rejects(fetch(`http://127.0.0.1:${taken}/`), 'half of it listens');
    });
  });
});
