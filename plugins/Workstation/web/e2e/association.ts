import { connect, type Socket } from 'node:net';

/** What a peer is told, by the type of its PDU (PS3.8 §9.3.1); none where the connection is closed without one. */
export const Pdu = { none: 0, accept: 2, reject: 3, abort: 7 } as const;

/** A peer that asks for an association, byte by byte as PS3.8 §9.3.2 has it, and does nothing more with it. */
export class Peer {
  private received = Buffer.alloc(0);
  private waiting: (() => void) | undefined;
  private isEnded = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => { this.received = Buffer.concat([this.received, bytes]); this.waiting?.(); });
    socket.on('close', () => { this.isEnded = true; this.waiting?.(); });
    socket.on('error', () => undefined); // that it was closed is told by `close`
  }

  /** Asks for an association for Verification. */
  static async call(port: number, calling: string, called: string): Promise<Peer> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const peer = new Peer(socket);
    socket.write(request(calling, called));
    return peer;
  }

  /** The type of the next PDU. */
  async next(): Promise<number> {
    for (;;) {
      const length = this.received.length < 6 ? Number.POSITIVE_INFINITY : 6 + this.received.readUInt32BE(2);
      if (this.received.length >= length) {
        const type = this.received[0] ?? 0;
        this.received = this.received.subarray(length);
        return type;
      } else if (this.isEnded) {
        return Pdu.none;
      }

      await new Promise<void>((resolve) => { this.waiting = resolve; });
    }
  }

  close(): void {
    this.socket.destroy();
  }
}

function request(calling: string, called: string): Buffer {
  const title = (text: string): Buffer => Buffer.from(text.padEnd(16), 'latin1');
  const item = (type: number, ...parts: Buffer[]): Buffer => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([type, 0, content.length >> 8, content.length & 0xff]), content]);
  };
  const name = (type: number, uid: string): Buffer => item(type, Buffer.from(uid, 'latin1'));
  const context = item(0x20, Buffer.from([1, 0, 0, 0]), name(0x30, '1.2.840.10008.1.1'), name(0x40, '1.2.840.10008.1.2'));
  const user = item(0x50, item(0x51, Buffer.from([0, 0, 0x40, 0])), name(0x52, '2.25.99'));
  const body = Buffer.concat([Buffer.from([0, 1, 0, 0]), title(called), title(calling), Buffer.alloc(32), name(0x10, '1.2.840.10008.3.1.1.1'), context, user]);
  const head = Buffer.alloc(6);
  head[0] = 1;
  head.writeUInt32BE(body.length, 2);
  return Buffer.concat([head, body]);
}
