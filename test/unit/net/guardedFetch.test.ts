import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FetchError, toFetchError } from '../../../src/net/fetchError.ts';
import { guardedFetch } from '../../../src/net/guardedFetch.ts';
import { streamServer } from '../../support/streamServer.ts';

type Server = Awaited<ReturnType<typeof streamServer>>;

describe('guardedFetch', () => {
  let home: Server;
  let elsewhere: Server;
  const seenElsewhere: IncomingMessage[] = [];
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;

  before(async () => {
    home = await streamServer((request, response) => answer(request, response));
    elsewhere = await streamServer((request, response) => {
      seenElsewhere.push(request);
      response.end('elsewhere');
    });
  });
  after(async () => {
    await home.close();
    await elsewhere.close();
  });

  const get = (path = '/') =>
    guardedFetch(fetch, home.origin, new URL(path, home.origin), {
      authorize: (h) => h.set('authorization', 'Bearer canary'),
    });
  const redirect = (location: string) => {
    answer = (request, response) => {
      if (request.url === '/there') response.end(request.headers.authorization);
      else response.writeHead(302, { location }).end();
    };
  };

  it('follows within the origin, with the credential', async () => {
    redirect('/there');
    assert.equal(await (await get()).text(), 'Bearer canary');
  });

  it('never follows to another origin', async () => {
    redirect(`${elsewhere.origin}/there`);
    await assert.rejects(get(), (e) => e instanceof FetchError && e.kind === 'redirect');
    assert.deepEqual(seenElsewhere, []);
  });

  it('gives up on circles after three hops', async () => {
    let hops = 0;
    answer = (_request, response) => {
      hops++;
      response.writeHead(307, { location: '/again' }).end();
    };
    await assert.rejects(get(), (e) => e instanceof FetchError && e.kind === 'redirect');
    assert.equal(hops, 4);
  });

  it('refuses a location that is not a URL', async () => {
    redirect('http://[');
    await assert.rejects(get(), (e) => e instanceof FetchError && e.kind === 'redirect');
  });

  it('does not begin at another origin', async () => {
    await assert.rejects(guardedFetch(fetch, home.origin, new URL(elsewhere.origin), {}), FetchError);
    assert.deepEqual(seenElsewhere, []);
  });

  it('explains a refused connection and an unknown host', async () => {
    const closed = await streamServer(() => undefined);
    await closed.close();
    const refused = toFetchError(await fetch(closed.origin).catch((e: unknown) => e));
    assert.equal(refused.kind, 'refused');
    assert.ok(!refused.message.includes(closed.origin));
    const dns = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) });
    assert.equal(toFetchError(dns).kind, 'dns');
    const tls = new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }) });
    assert.equal(toFetchError(tls).kind, 'certificate');
  });
});
