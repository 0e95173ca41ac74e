/** One stream and what it says. `\ufeff` is the byte order mark; everything is sent as UTF-8 unless it is bytes. */
export interface SseCase {
  readonly name: string;
  readonly stream: string | Uint8Array;
  /** Messages as event name, data, last event id. */
  readonly says: readonly (readonly [event: string, data: string, id: string])[];
  /** The reconnection time in force at the end, ms. */
  readonly retry?: number;
  /** The last block that had a name but no data. */
  readonly bare?: string;
}

/** Where `eventsource` reads what the standard would not. */
export interface Deviation extends SseCase {
  readonly why: string;
}

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/**
 * Our own table of the format, by https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream. The names `a` and `b` are
 * listened for besides `message`.
 */
export const CASES: readonly SseCase[] = [
  // Line ends
  {
    name: 'lines that end with LF',
    stream: 'event:a\ndata:1\n\ndata:2\n\n',
    says: [
      ['a', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'lines that end with CR',
    stream: 'event:a\rdata:1\r\rdata:2\r\r',
    says: [
      ['a', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'lines that end with CRLF',
    stream: 'event:a\r\ndata:1\r\n\r\ndata:2\r\n\r\n',
    says: [
      ['a', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'line ends of all kinds in one block',
    stream: 'event:a\rdata:1\ndata:2\r\ndata:3\r\n\ndata:4\r\r\n',
    says: [
      ['a', '1\n2\n3', ''],
      ['message', '4', ''],
    ],
  },
  {
    name: 'CR LF CR as two line ends, not three',
    stream: 'data:1\r\n\rdata:2\n\r',
    says: [
      ['message', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'LF CR as two line ends',
    stream: 'data:1\n\rdata:2\n\r',
    says: [
      ['message', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'many blank lines',
    stream: '\n\r\r\n\n\ndata:1\n\n\n\n\ndata:2\n\n\r\n',
    says: [
      ['message', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'other separators of Unicode as text',
    stream: 'data:a\u2028b\u0085c\u000bd\n\n',
    says: [['message', 'a\u2028b\u0085c\u000bd', '']],
  },

  // Byte order mark
  { name: 'a byte order mark at the start', stream: '\ufeffdata:1\n\n', says: [['message', '1', '']] },
  { name: 'a byte order mark before a name', stream: '\ufeffevent:a\ndata:1\n\n', says: [['a', '1', '']] },
  { name: 'a byte order mark before a blank line', stream: '\ufeff\ndata:1\n\n', says: [['message', '1', '']] },
  {
    name: 'a byte order mark before retry',
    stream: '\ufeffretry:7\ndata:1\n\n',
    says: [['message', '1', '']],
    retry: 7,
  },
  {
    name: 'a byte order mark later on as part of a field name',
    stream: 'data:1\n\n\ufeffdata:2\n\ndata:3\n\n',
    says: [
      ['message', '1', ''],
      ['message', '3', ''],
    ],
  },
  { name: 'a byte order mark within data as text', stream: 'data:\ufeff1\n\n', says: [['message', '\ufeff1', '']] },

  // Data
  {
    name: 'data of several lines, joined with LF',
    stream: 'data:1\ndata:\ndata:3\n\n',
    says: [['message', '1\n\n3', '']],
  },
  { name: 'two empty lines of data as one LF', stream: 'data\ndata\n\n', says: [['message', '\n', '']] },
  { name: 'data without a colon as empty data', stream: 'data\n\n', says: [['message', '', '']] },
  { name: 'data with nothing behind the colon as empty data', stream: 'data:\n\n', says: [['message', '', '']] },
  { name: 'data with one space behind the colon as empty data', stream: 'data: \n\n', says: [['message', '', '']] },
  { name: 'data of a line with a colon and one without', stream: 'data:1\ndata\n\n', says: [['message', '1\n', '']] },
  {
    name: 'one space behind the colon dropped, and no more',
    stream: 'data: 1\n\ndata:  2\n\ndata:\t3\n\ndata:4 \n\n',
    says: [
      ['message', '1', ''],
      ['message', ' 2', ''],
      ['message', '\t3', ''],
      ['message', '4 ', ''],
    ],
  },
  {
    name: 'colons within data',
    stream: 'data:a:b: c\n\ndata::\n\n',
    says: [
      ['message', 'a:b: c', ''],
      ['message', ':', ''],
    ],
  },
  { name: 'NUL within data', stream: 'data:a\0b\n\n', says: [['message', 'a\0b', '']] },
  {
    name: 'a field name within data',
    stream: 'data:id:5\ndata:event:b\ndata:retry:1\n\n',
    says: [['message', 'id:5\nevent:b\nretry:1', '']],
  },
  { name: 'fields in any order', stream: 'data:1\nid:5\nevent:a\ndata:2\n\n', says: [['a', '1\n2', '5']] },
  {
    name: 'a very long line',
    stream: `data:${'x'.repeat(300)}\n\ndata:y\n\n`,
    says: [
      ['message', 'x'.repeat(300), ''],
      ['message', 'y', ''],
    ],
  },

  // Blocks
  { name: 'an incomplete block at the end, dropped', stream: 'data:1\n\ndata:2\n', says: [['message', '1', '']] },
  { name: 'an incomplete line at the end, dropped', stream: 'data:1\n\ndata:2', says: [['message', '1', '']] },
  { name: 'an end within a code point', stream: bytes('data:1\n\ndata:', [0xf0, 0x9f]), says: [['message', '1', '']] },
  { name: 'nothing at all', stream: '', says: [] },
  { name: 'a blank line alone', stream: '\n', says: [] },
  {
    name: 'a block without data, told apart',
    stream: 'event:a\n\ndata:1\n\n',
    says: [['message', '1', '']],
    bare: 'a',
  },
  { name: 'a block with empty data, dispatched', stream: 'event:a\ndata:\n\n', says: [['a', '', '']] },
  { name: 'a block with data without a colon, dispatched', stream: 'event:a\ndata\n\n', says: [['a', '', '']] },
  { name: 'a name taken back before the end of a block', stream: 'event:a\nevent\n\nevent:a\nevent:\n\n', says: [] },
  {
    name: 'a name that does not reach the next block',
    stream: 'event:a\nid:1\n\ndata:1\n\n',
    says: [['message', '1', '1']],
    bare: 'a',
  },

  // Event names
  { name: 'the last of several names', stream: 'event:a\nevent:b\ndata:1\n\n', says: [['b', '1', '']] },
  {
    name: 'an empty name as message',
    stream: 'event:a\nevent:\ndata:1\n\nevent\ndata:2\n\n',
    says: [
      ['message', '1', ''],
      ['message', '2', ''],
    ],
  },
  {
    name: 'names as they are written: nobody listens for these',
    stream: 'event:A\ndata:1\n\nevent: a \ndata:2\n\nevent:  a\ndata:3\n\n',
    says: [],
  },
  { name: 'one space before a name dropped', stream: 'event: a\ndata:1\n\n', says: [['a', '1', '']] },
  {
    name: 'names of the client’s own events as messages',
    stream: 'event:open\ndata:1\n\nevent:error\ndata:2\n\nevent:a\ndata:3\n\n',
    says: [
      ['error', '2', ''],
      ['a', '3', ''],
    ],
  },

  // Ids
  {
    name: 'an id kept over blocks without one',
    stream: 'id:1\ndata:1\n\ndata:2\n\nid:3\ndata:3\n\n',
    says: [
      ['message', '1', '1'],
      ['message', '2', '1'],
      ['message', '3', '3'],
    ],
  },
  { name: 'an id of a block without data, kept too', stream: 'id:1\n\ndata:1\n\n', says: [['message', '1', '1']] },
  {
    name: 'an id of an incomplete block, dropped',
    stream: 'id:1\ndata:1\n\nid:2\ndata:2\n',
    says: [['message', '1', '1']],
  },
  {
    name: 'an empty id as none',
    stream: 'id:1\ndata:1\n\nid:\ndata:2\n\nid:3\ndata:3\n\nid\ndata:4\n\n',
    says: [
      ['message', '1', '1'],
      ['message', '2', ''],
      ['message', '3', '3'],
      ['message', '4', ''],
    ],
  },
  {
    name: 'an id with NUL, ignored',
    stream: 'id:1\ndata:1\n\nid:2\0\ndata:2\n\nid:\0\ndata:3\n\n',
    says: [
      ['message', '1', '1'],
      ['message', '2', '1'],
      ['message', '3', '1'],
    ],
  },
  { name: 'the last of several ids', stream: 'id:1\nid:2\ndata:1\n\n', says: [['message', '1', '2']] },
  { name: 'an id with spaces and colons', stream: 'id:  1: 2 \ndata:1\n\n', says: [['message', '1', ' 1: 2 ']] },
  { name: 'an id that is not ASCII', stream: 'id:ключ🔑\ndata:1\n\n', says: [['message', '1', 'ключ🔑']] },

  // Comments and what is not a field
  { name: 'comments', stream: ':\n: comment\n:data:1\ndata:2\n:\n\n:data:3\n\n', says: [['message', '2', '']] },
  { name: 'comments alone', stream: ':\n\n:\r\r:\r\n\r\n', says: [] },
  { name: 'unknown fields', stream: 'foo:1\ndat:1\ndatas:2\nid2:3\ndata:4\nfoo\n\n', says: [['message', '4', '']] },
  {
    name: 'field names in other cases',
    stream: 'DATA:1\nData:2\nEVENT:a\nId:5\nRETRY:5\ndata:3\n\n',
    says: [['message', '3', '']],
  },
  {
    name: 'spaces around field names',
    stream: ' data:1\ndata :2\n\tdata:3\nid :4\nretry :5\ndata:6\n\n',
    says: [['message', '6', '']],
  },
  {
    name: 'a long line that is no field',
    stream: `${'junk '.repeat(60)}\ndata:1\n\n:${'c'.repeat(200)}\rdata:2\n\n`,
    says: [
      ['message', '1', ''],
      ['message', '2', ''],
    ],
  },

  // Retry
  { name: 'a reconnection time', stream: 'retry:4000\n\n', says: [], retry: 4_000 },
  {
    name: 'a reconnection time with a space',
    stream: 'retry: 4000\ndata:1\n\n',
    says: [['message', '1', '']],
    retry: 4_000,
  },
  {
    name: 'a reconnection time of a block that does not end',
    stream: 'data:1\n\nretry:5\n',
    says: [['message', '1', '']],
    retry: 5,
  },
  {
    name: 'the last of several reconnection times',
    stream: 'retry:1\nretry:2\n\nretry:3\rdata:1\r\n\r\n',
    says: [['message', '1', '']],
    retry: 3,
  },
  { name: 'a reconnection time of 0', stream: 'retry:0\n\n', says: [], retry: 0 },
  { name: 'a reconnection time with zeros before it', stream: 'retry:0005\n\n', says: [], retry: 5 },
  { name: 'a huge reconnection time', stream: `retry:1${'0'.repeat(20)}\n\n`, says: [], retry: 1e20 },
  {
    name: 'reconnection times that are none',
    stream:
      'retry:9\nretry:\nretry\nretry:-1\nretry:+1\nretry:1.5\nretry:1e3\nretry:0x5\nretry:  5\nretry:5 \nretry:five\nretry:٥\nretry5\n\n',
    says: [],
    retry: 9,
  },
  {
    name: 'retry within a line',
    stream: 'data:retry:1\nxretry:2\n:retry:3\ndata:4\n\n',
    says: [['message', 'retry:1\n4', '']],
  },

  // Encoding
  {
    name: 'characters of two, three and four bytes',
    stream: 'event:a\ndata:é فاتورة €😀🚨\n\n',
    says: [['a', 'é فاتورة €😀🚨', '']],
  },
  {
    name: 'bytes that are not UTF-8 as replacement characters',
    stream: bytes('data:a', [0xff, 0xc0, 0x80], 'b\n\n'),
    says: [['message', 'a\ufffd\ufffd\ufffdb', '']],
  },
  {
    name: 'a code point cut off by a line end',
    stream: bytes('data:', [0xe2, 0x82], '\n\ndata:1\n\n'),
    says: [
      ['message', '\ufffd', ''],
      ['message', '1', ''],
    ],
  },

  // As the vendor writes it
  {
    name: 'a heartbeat, events and a reconnect without data',
    stream: 'event:a\ndata:{}\n\nid:0190ec04\nevent:b\ndata:{"events":[]}\n\nevent:a\nretry:3000\n\n',
    says: [
      ['a', '{}', ''],
      ['b', '{"events":[]}', '0190ec04'],
    ],
    retry: 3_000,
    bare: 'a',
  },
];

/** Documented, not mended: none of them can lose or garble an event, or move a cursor. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'a second byte order mark at the start',
    why: 'The decoder drops the first mark, the parser another one. By the standard it makes the first field an unknown one: here that field is read.',
    stream: '\ufeff\ufeffdata:1\n\n',
    says: [['message', '1', '']],
  },
  {
    name: 'a byte order mark that was encoded twice',
    why: 'The parser takes these three characters for a mark that nobody decoded. By the standard: as above.',
    stream: '\u00ef\u00bb\u00bfdata:1\n\n',
    says: [['message', '1', '']],
  },
];
