import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';
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

  it('follows to the same query only: without the position a stream would begin somewhere else', async () => {
    answer = (request, response) => {
      if (request.url?.startsWith('/there?')) response.end('arrived');
      else response.writeHead(307, { location }).end();
    };
    let location = '/there?types=B&id=a%3a1';
    assert.equal(await (await get('/?id=a:1&types=B')).text(), 'arrived');
    for (location of ['/there', '/there?id=a:1', '/there?id=a:2&types=B', '/there?id=a:1&types=B&more=1']) {
      await assert.rejects(get('/?id=a:1&types=B'), (e) => e instanceof FetchError && e.kind === 'redirect');
    }
  });

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

  const locations = [
    ['plain http', 'http://api.example/next'],
    ['another port', 'https://api.example:8443/next'],
    ['a subdomain', 'https://www.api.example/next'],
    ['a host that begins alike', 'https://api.example.evil.example/next'],
    ['a URL without scheme', '//evil.example/next'],
    ['backslashes', '\\\\evil.example\\next'],
    ['a URL with a password', 'https://user:canary@api.example/next'],
    ['a URL of data', 'data:text/event-stream,data:1'],
    ['a file', 'file:///etc/passwd'],
  ] as const;
  for (const [what, location] of locations) {
    it(`does not follow to ${what}`, async () => {
      const asked: string[] = [];
      const fake = async (url: URL | RequestInfo) => {
        asked.push(String(url));
        return new Response(null, { status: 302, headers: { location } });
      };
      const from = new URL('https://api.example/');
      await assert.rejects(guardedFetch(fake, from.origin, from, {}), (e) => {
        assert.ok(e instanceof FetchError && e.kind === 'redirect');
        assert.ok(!inspect(e, { depth: 10, showHidden: true }).includes('canary'));
        return true;
      });
      assert.deepEqual(asked, [from.href]);
    });
  }

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
