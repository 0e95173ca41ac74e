import assert from 'node:assert/strict';
import fc from 'fast-check';
import { eventPath, parseEventPath } from '../../../../src/ui/detail/uri.ts';

const titleOf = (path: string) => path.split('/').at(-1) ?? '';

describe('the path of an event', () => {
  it('names any id, whatever the vendor made it of', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 500 });
    fc.assert(
      fc.property(anyText, anyText, anyText, (connection, id, title) => {
        assert.deepEqual(parseEventPath(eventPath({ connection, id }, title)), { connection, id });
      }),
    );
  });

  it('has four plain segments, so that no layer of VS Code takes it for another path', () => {
    for (const id of [
      '../../etc/passwd',
      '..',
      '.',
      'a/b\\c',
      '%2F',
      'Ünïcødé 漢字',
      '\ud800',
      '~',
      '~002f',
      'x'.repeat(500),
      '',
    ]) {
      const path = eventPath({ connection: 'demo', id }, 'title');
      assert.match(path, /^\/demo\/[A-Za-z0-9_~-]+\/title\.json$/, id);
      assert.deepEqual(parseEventPath(path), { connection: 'demo', id });
    }
  });

  it('keeps ids apart that differ only by what is encoded', () => {
    const ids = ['a/b', 'a~002fb', 'a~b', 'ab', 'AB', ''];
    const paths = new Set(ids.map((id) => eventPath({ connection: 'c', id }, 't')));
    assert.equal(paths.size, ids.length);
  });

  it('ignores the title', () => {
    assert.deepEqual(parseEventPath('/demo/1/whatever it is'), { connection: 'demo', id: '1' });
  });

  it('names nothing when it has another form', () => {
    for (const path of [
      '',
      '/',
      '/demo',
      '/demo/1',
      'demo/1/t.json',
      '/demo/1/2/t.json',
      '/demo/~zz/t.json',
      '/demo//t.json',
      '/de.mo/1/t',
    ]) {
      assert.equal(parseEventPath(path), undefined, path);
    }
  });
});

describe('the title of an event', () => {
  const title = (text: string) => titleOf(eventPath({ connection: 'c', id: '1' }, text));

  it('has no separators, no characters that mislead, and at most 60 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = title(text).replace(/\.json$/, '');
        assert.ok(Array.from(name).length <= 60 && name !== '', name);
        assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  it('is the summary, cut between words', () => {
    assert.equal(title('Trojan on a/b\u202e\u0007 open'), 'Trojan on a b open.json');
    assert.equal(
      title('Trojan “Bank Balance Check All Enquiry” on device of Ana Lee, resolved, High'),
      'Trojan “Bank Balance Check All Enquiry” on device of Ana…'.concat('.json'),
    );
    assert.equal(title('\u202e\u0000'), 'event.json');
  });
});
