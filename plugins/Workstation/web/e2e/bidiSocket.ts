import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

interface Answer { id?: number; type: string; result?: unknown; error?: string; message?: string }

/**
 * A WebSocket to a browser on this machine (RFC 6455), over which WebDriver BiDi goes: text in both directions. Node has one of its own only from version 22.
 */
export class BidiSocket {
  private readonly waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  private received = Buffer.alloc(0);
  private message: Buffer[] = [];
  private last = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data: Buffer) => {
      this.received = Buffer.concat([this.received, data]);
      while (this.readFrame());
    });
    socket.on('close', () => this.waiting.forEach(({ reject }) => reject(new Error('The browser has closed the connection.'))));
    socket.on('error', () => undefined); // it closes then
  }

  /** @param address The host and port. */
  static async connect(address: string, path: string): Promise<BidiSocket> {
    const [host, port] = address.split('/')[0]!.split(':');
    const socket = connect(Number(port), host);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
    let head = Buffer.alloc(0);
    while (!head.includes('\r\n\r\n')) {
      head = Buffer.concat([head, await new Promise<Buffer>((resolve, reject) => {
        socket.once('data', resolve);
        socket.once('error', reject);
        socket.once('close', () => reject(new Error('The browser refuses the connection.')));
      })]);
    }

    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) {
      throw new Error(head.toString('latin1'));
    }

    socket.removeAllListeners();
    return new BidiSocket(socket);
  }

  /** Sends a command, and waits for its result. */
  ask<T = unknown>(method: string, params: object): Promise<T> {
    const id = ++this.last;
    this.send(Buffer.from(JSON.stringify({ id, method, params })));
    return new Promise<T>((resolve, reject) => this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }));
  }

  close(): void {
    this.socket.destroy();
  }

  private send(text: Buffer): void {
    const mask = randomBytes(4);
    const head = text.length < 126 ? Buffer.from([0x81, 0x80 | text.length]) : Buffer.alloc(text.length < 65_536 ? 4 : 10);
    if (head.length === 4) {
      head.set([0x81, 0x80 | 126]);
      head.writeUInt16BE(text.length, 2);
    } else if (head.length === 10) {
      head.set([0x81, 0x80 | 127]);
      head.writeBigUInt64BE(BigInt(text.length), 2);
    }

    this.socket.write(Buffer.concat([head, mask, text.map((byte, index) => byte ^ mask[index & 3]!)]));
  }

  // Takes a frame off what was received; false where there is none yet.
  private readFrame(): boolean {
    const bytes = this.received;
    if (bytes.length < 2) {
      return false;
    }

    const short = bytes[1]! & 0x7f;
    const start = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (bytes.length < start) {
      return false;
    }

    const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
    if (bytes.length < start + length) {
      return false;
    }

    this.received = bytes.subarray(start + length);
    const [isEnd, opcode] = [(bytes[0]! & 0x80) !== 0, bytes[0]! & 0x0f];
    if (opcode <= 1) {
      this.message.push(bytes.subarray(start, start + length));
      if (isEnd) {
        this.take(JSON.parse(Buffer.concat(this.message).toString()) as Answer);
        this.message = [];
      }
    }

    return true;
  }

  private take(answer: Answer): void {
    const asked = this.waiting.get(answer.id ?? 0);
    this.waiting.delete(answer.id ?? 0);
    if (answer.type === 'success') {
      asked?.resolve(answer.result);
    } else if (answer.type === 'error') {
      asked?.reject(new Error(`${answer.error}: ${answer.message}`));
    }
  }
}
