import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverFolder } from './surroundings.ts';

/** DICOM JSON. */
export interface Dataset { [tag: string]: { Value?: unknown[] } }

/** The first value of an attribute. */
export const first = (data: Dataset | undefined, tag: string): string => String(data?.[tag]?.Value?.[0] ?? '');

/** A real server, with data of its own, on free ports of the loopback address. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    readonly data: string,
    readonly url: string,
    readonly token: string,
  ) {}

  /** @param settings Names below `Gantry`, and their values, in which `{data}` is the folder of the data. */
  static async start(...settings: [name: string, value: string][]): Promise<Server> {
    const data = await mkdtemp(join(tmpdir(), 'gantry-'));
    const server = spawn(join(serverFolder, 'gantry-host'), ['--Gantry:DicomPort', '0', '--Gantry:HttpPort', '0', '--Gantry:DataFolder', data, ...settings.flatMap(([name, value]) => [`--Gantry:${name}`, value.replace('{data}', data)])], { stdio: ['ignore', 'pipe', 'pipe'] });
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

  /** The server's own picture of a frame. */
  async rendered(sopInstanceUid: string, frame: number): Promise<Buffer> {
    const [instance] = (await (await this.ask(`/dicom-web/instances?SOPInstanceUID=${sopInstanceUid}`)).json()) as Dataset[];
    const path = `/dicom-web/studies/${first(instance, '0020000D')}/series/${first(instance, '0020000E')}/instances/${sopInstanceUid}/frames/${frame}/rendered`;
    return Buffer.from(await (await this.ask(path, { headers: { Accept: 'image/png' } })).arrayBuffer());
  }

  /** Has a disc made of studies; resolves with its folder. */
  async disc(studies: readonly string[]): Promise<string> {
    const { uid } = (await (await this.ask('/admin/media', { method: 'POST', body: JSON.stringify({ uids: studies }) })).json()) as { uid: string };
    for (;;) {
      const made = (await (await this.ask(`/admin/media/${uid}`)).json()) as { executionStatus: string; note?: string; fileSets?: { order: string }[] };
      if (made.executionStatus === 'DONE') {
        return join(this.data, 'discs', made.fileSets?.[0]?.order ?? '');
      } else if (made.executionStatus === 'FAILURE') {
        throw new Error(made.note);
      }

      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.data, { recursive: true, force: true });
  }
}
