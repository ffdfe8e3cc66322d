import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A port of the loopback address that passes on what comes to another, as slowly as a long line does. */
export class SlowPort {
  private readonly open = new Set<Socket>();
  private readonly server: Server;

  private constructor(port: number, bytesPerSecond: number) {
    this.server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      for (const [socket, other] of [[near, far], [far, near]] as const) {
        this.open.add(socket);
        socket.on('error', () => undefined); // what broke is closed, and the other with it
        socket.on('close', () => { this.open.delete(socket); other.destroy(); });
      }

      far.pipe(near);
      near.on('data', (bytes) => {
        near.pause();
        far.write(bytes);
        setTimeout(() => near.resume(), (bytes.length / bytesPerSecond) * 1_000);
      });
      near.on('end', () => far.end());
    });
  }

  static async before(port: number, bytesPerSecond: number): Promise<SlowPort> {
    const slow = new SlowPort(port, bytesPerSecond);
    await new Promise<void>((resolve) => slow.server.listen(0, '127.0.0.1', resolve));
    return slow;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.open.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }
}
