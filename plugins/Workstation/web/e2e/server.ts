import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverFolder } from './surroundings.ts';

/** A real server, with data of its own, on free ports of the loopback address. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    private readonly data: string,
    readonly url: string,
    readonly token: string,
  ) {}

  static async start(): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'gantry-'));
    const server = spawn(join(serverFolder, 'gantry-host'), ['--Gantry:DicomPort', '0', '--Gantry:HttpPort', '0', '--Gantry:DataFolder', data], { stdio: ['ignore', 'pipe', 'pipe'] });
    let console = '';
    await new Promise<void>((resolve, reject) => {
      const read = (text: Buffer): void => {
        console += text.toString();
        if (console.includes('Gantry serves')) {
          resolve();
        }
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.once('exit', () => reject(new Error(`The server ended: ${console}`)));
    });
    const { url, token } = JSON.parse(await readFile(join(data, 'admin.json'), 'utf8')) as { url: string; token: string };
    return new Server(server, data, url, token);
  }

  /** Asks as the administrator. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(this.url + path, { ...init, headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...init.headers } });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }

    return response;
  }

  /** Stores files, and waits until they are. */
  async store(paths: readonly string[]): Promise<void> {
    await this.ask('/admin/import', { method: 'POST', body: JSON.stringify({ paths }) });
    for (;;) {
      const progress = (await (await this.ask('/admin/import')).json()) as { endedAt?: string | null; stored: number };
      if (progress.endedAt != null) {
        if (progress.stored !== paths.length) {
          throw new Error(`Not all files were stored: ${JSON.stringify(progress)}`);
        }

        return;
      }

      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.data, { recursive: true, force: true });
  }
}
