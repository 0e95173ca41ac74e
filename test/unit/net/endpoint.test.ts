import assert from 'node:assert/strict';
import { parseEndpoint } from '../../../src/net/endpoint.ts';

describe('parseEndpoint', () => {
  const good: readonly (readonly [string, string])[] = [
    ['https://api.lookout.com', 'https://api.lookout.com'],
    [' https://api.lookout.com/ ', 'https://api.lookout.com'],
    ['https://proxy.example:8443/lookout/', 'https://proxy.example:8443/lookout'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost', 'http://localhost'],
    ['http://[::1]:99/x', 'http://[::1]:99/x'],
  ];
  for (const [text, endpoint] of good) {
    it(`takes ${text}`, () => {
      const parsed = parseEndpoint(text);
      assert.ok(!('error' in parsed));
      assert.equal(parsed.endpoint, endpoint);
      assert.equal(parsed.origin, new URL(endpoint).origin);
    });
  }

  const bad = [
    'api.lookout.com',
    'http://api.lookout.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'ftp://api.lookout.com',
    'https://user:secret@api.lookout.com',
    'https://api.lookout.com/?key=1',
    'https://api.lookout.com/#x',
    'javascript:alert(1)',
    '',
  ];
  for (const text of bad) {
    it(`refuses ${text || '(nothing)'}`, () => {
      assert.ok('error' in parseEndpoint(text));
    });
  }
});
