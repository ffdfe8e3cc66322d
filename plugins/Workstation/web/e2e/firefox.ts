import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BidiSocket } from './bidiSocket.ts';

/** A page of a Firefox as distributions have it, which Playwright cannot drive: by WebDriver BiDi, without a driver between. */
export class Firefox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly profile: string,
    private readonly socket: BidiSocket,
    private readonly context: string,
  ) {}

  /** Starts one without a window, with a profile of its own. */
  static async start(program: string): Promise<Firefox> {
    const profile = await mkdtemp(join(tmpdir(), 'gantry-firefox-'));
    await writeFile(join(profile, 'user.js'), preferences.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
    const firefox = spawn(program, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let said = '';
        firefox.stderr.on('data', (text: Buffer) => {
          said += text.toString();
          const found = /WebDriver BiDi listening on ws:\/\/(\S+)/.exec(said);
          if (found) {
            resolve(found[1]!);
          }
        });
        firefox.once('error', reject);
        firefox.once('exit', () => reject(new Error(`Firefox ended: ${said}`)));
      });
      const socket = await BidiSocket.connect(address, '/session');
      await socket.ask('session.new', { capabilities: {} });
      const { contexts } = await socket.ask<{ contexts: { context: string }[] }>('browsingContext.getTree', {});
      return new Firefox(firefox, profile, socket, contexts[0]!.context);
    } catch (error) {
      firefox.kill();
      throw error;
    }
  }

  /** Sizes what the page is seen through. */
  async size(width: number, height: number): Promise<void> {
    await this.socket.ask('browsingContext.setViewport', { context: this.context, viewport: { width, height } });
  }

  /** Opens an address, and waits until the page is loaded. */
  async open(url: string): Promise<void> {
    await this.socket.ask('browsingContext.navigate', { context: this.context, url, wait: 'complete' });
  }

  /** Runs a function in the page; what it answers by is something that JSON has. */
  async evaluate<T>(body: (given: string) => T | Promise<T>, given: string): Promise<T> {
    const answer = await this.socket.ask<{ type: string; result: { value?: string }; exceptionDetails?: { text: string } }>('script.callFunction', {
      functionDeclaration: `async (given) => JSON.stringify(await (${body.toString()})(given) ?? null)`,
      arguments: [{ type: 'string', value: given }],
      target: { context: this.context },
      awaitPromise: true,
    });
    if (answer.type !== 'success') {
      throw new Error(answer.exceptionDetails?.text);
    }

    return JSON.parse(answer.result.value!) as T;
  }

  /** Runs a function in the page again and again, until it answers by something that is true. */
  async until<T>(body: (given: string) => T | Promise<T>, given: string): Promise<T> {
    for (const begun = Date.now(); ;) {
      const answer = await this.evaluate(body, given);
      if (answer) {
        return answer;
      } else if (Date.now() - begun > 30_000) {
        throw new Error(`In 30 seconds the page did not become what is waited for: ${body.toString()}`);
      }

      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** What is seen, as PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.socket.ask<{ data: string }>('browsingContext.captureScreenshot', { context: this.context });
    return Buffer.from(data, 'base64');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.socket.close();
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.profile, { recursive: true, force: true });
  }
}

// It asks nobody for anything, and draws what it has as a browser with a window does.
const preferences = [
  ['app.update.enabled', false],
  ['browser.shell.checkDefaultBrowser', false],
  ['browser.startup.homepage_override.mstone', 'ignore'],
  ['datareporting.policy.dataSubmissionEnabled', false],
  ['network.captive-portal-service.enabled', false],
  ['network.connectivity-service.enabled', false],
  ['toolkit.telemetry.enabled', false],
] as const;
