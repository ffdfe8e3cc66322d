/** An event of a server that sends them (WHATWG HTML §9.2.6). */
export interface ServerEvent {
  type: string;
  id: string;
  data: string;
}

const longestLine = 8 * 1024 * 1024;

/**
 * The events of an answer, as they come; read by hand, for the browser's own reader shows no token. It ends with the answer.
 * @throws Error where a line has no end.
 */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let [text, id, type, data] = ['', '', '', [] as string[]];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return; // an event that has no end is none
      }

      const lines = (text + value).split(/\r\n|\n|\r(?!$)/);
      text = lines.pop() ?? '';
      if (text.length > longestLine) {
        throw new Error('The server sends a line without end.');
      }

      for (const line of lines) {
        const [, field = '', content = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
        if (line === '') {
          if (data.length > 0) {
            yield { type: type || 'message', id, data: data.join('\n') };
          }

          [type, data] = ['', []];
        } else if (field === 'data') {
          data.push(content);
        } else if (field === 'event') {
          type = content;
        } else if (field === 'id' && !content.includes('\0')) {
          id = content;
        }
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined); // what was cut off has nothing to give up
  }
}
