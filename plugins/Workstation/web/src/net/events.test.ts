import { describe, expect, it } from 'vitest';
import { eventsOf, type ServerEvent } from './events.js';

async function read(...pieces: string[]): Promise<ServerEvent[]> {
  const encoder = new TextEncoder();
  const found: ServerEvent[] = [];
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach((piece) => controller.enqueue(encoder.encode(piece)));
      controller.close();
    },
  });
  for await (const event of eventsOf(body)) {
    found.push(event);
  }

  return found;
}

describe('events of a server', () => {
  it('have a type, an id that stays, and lines of data', async () => {
    expect(await read('event: log\nid: 7\ndata: {"a":\ndata: 1}\n\ndata: next\n\n')).toEqual([{ type: 'log', id: '7', data: '{"a":\n1}' }, { type: 'message', id: '7', data: 'next' }]);
  });

  it('may come in any pieces, with any ends of lines', async () => {
    const whole = ': comment\r\nevent:log\r\nid: 1\r\ndata: one: two\r\n\r\ndata:  x\n\n';
    const events = [{ type: 'log', id: '1', data: 'one: two' }, { type: 'message', id: '1', data: ' x' }];
    expect(await read(whole)).toEqual(events);
    expect(await read(...whole)).toEqual(events);
  });

  it('are none without data, or without their end', async () => expect(await read('event: idle\n\nretry: 5\n\ndata: cut off\n')).toEqual([]));

  it('have lines that end', async () => await expect(read('data: ', 'x'.repeat(8 * 1024 * 1024 + 1))).rejects.toThrow('a line without end'));

  it('are read no more when nobody wants them', async () => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')), cancel: () => { isCancelled = true; } });
    for await (const event of eventsOf(body)) {
      expect(event.data).toBe('1');
      break;
    }

    expect(isCancelled).toBe(true);
  });
});
