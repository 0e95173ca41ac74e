import type { Portion, Source } from './source.ts';

/** Events that are asked for at a time: a megabyte, more or less. */
const PORTION = 1_000;
/** Portions that are asked for and not handed out yet: who reads them begins the next one while the last is on its way. */
const AHEAD = 2;

interface Asked {
  readonly end: number;
  readonly answer: Promise<Portion>;
}

/** All of a source, in order. Rejects with what a reading rejected with. */
export async function* readAhead(source: Source): AsyncGenerator<Portion, void, undefined> {
  const asked: Asked[] = [];
  let next = 0;
  const more = () => {
    while (asked.length < AHEAD && next < source.total) {
      const end = Math.min(next + PORTION, source.total);
      asked.push(ask(source, next, end));
      next = end;
    }
  };
  more();
  for (let first = asked.shift(); first; first = asked.shift()) {
    const portion = await first.answer;
    // Large ones come in several portions. What is left stands before what was asked for meanwhile.
    if (portion.next < first.end) asked.unshift(ask(source, portion.next, first.end));
    more();
    yield portion;
  }
}

function ask(source: Source, from: number, end: number): Asked {
  const answer = source.read(from, end - from);
  // A reading that fails while one before it is used is not unheard of: it is awaited in its turn, or given up with the others.
  answer.catch(() => {});
  return { end, answer };
}
