import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';

interface Answer { status: number; headers: Record<string, string>; body: Buffer }

/** What a page was answered, to be given again by a server that does nothing else: the plainest page with the same bundle and the same image. */
export class Recording {
  private readonly answers = new Map<string, Answer>();
  private server: Server | undefined;

  /** Notes all that a page gets, until it is stopped. */
  async record(page: Page, work: () => Promise<void>): Promise<void> {
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      const { pathname, search } = new URL(route.request().url());
      this.answers.set(pathname + search, { status: response.status(), headers: headersOf(response.headers()), body: await response.body() });
      await route.fulfill({ response });
    });
    await work();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }

  /** Begins to give the answers; resolves with the URL. */
  async serve(): Promise<string> {
    const server = createServer((request, response) => {
      const answer = this.answers.get(request.url ?? '');
      response.writeHead(answer?.status ?? 404, answer?.headers);
      response.end(answer?.body);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }
}

// The body is kept as it is read: unpacked, and whole.
const headersOf = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !['content-encoding', 'transfer-encoding', 'content-length', 'connection', 'set-cookie'].includes(name)));
