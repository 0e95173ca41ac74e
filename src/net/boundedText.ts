/** A body as text, cut after about `limit` bytes: an answer that should be small must not fill the memory. The rest is not read. */
export async function boundedText(body: ReadableStream<Uint8Array> | null, limit: number): Promise<string> {
  return (await read(body, limit)).text;
}

/** A body as text, or `undefined` when it is longer than about `limit` bytes. The rest is not read. */
export async function wholeText(body: ReadableStream<Uint8Array> | null, limit: number): Promise<string | undefined> {
  const { text, whole } = await read(body, limit);
  return whole ? text : undefined;
}

async function read(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<{ readonly text: string; readonly whole: boolean }> {
  if (!body) return { text: '', whole: true };
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (let bytes = 0; bytes < limit; ) {
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode(), whole: true };
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
    return { text, whole: false };
  } finally {
    await reader.cancel().catch(() => undefined); // The body may have failed already; there is nothing left to free.
  }
}
