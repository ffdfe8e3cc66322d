import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { signIn, watch } from './page.ts';
import { Server } from './server.ts';
import { hideThatItIsCalculated, launch } from './surroundings.ts';

/** What the tests of a file work with: a real server with data of its own, and a browser with the workstation in it. */
export interface Workplace {
  readonly server: Server;
  readonly browser: Browser;
  /** A page of whoever has signed in as the administrator. */
  readonly page: Page;
  /** An empty folder, which goes with the rest. */
  readonly folder: string;
  /** Errors of pages, and what their policies refused. */
  readonly problems: string[];
}

/** How a workplace is made otherwise than usual. */
export interface WorkplaceOptions {
  /** Settings of the server; `{data}` is the folder of its data. */
  settings?: readonly [name: string, value: string][];
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
  /** Before the server is started. */
  before?: (folder: string) => Promise<readonly [name: string, value: string][]>;
  /** When all is there but the page. */
  fill?: (workplace: Omit<Workplace, 'page'>) => Promise<void>;
  /** Ends what `fill` began. */
  clear?: () => Promise<void>;
  /** Images are drawn by a GPU, as far as pages know. */
  hasGpu?: boolean;
  /** Signs nobody in: the page is empty. */
  isSignedOut?: boolean;
}

// Of all that is begun here, on a machine that does much besides.
const longest = 240_000;

/** Has a workplace be there for the tests of a `describe`: its parts are there when these run. */
export function workplace({ settings = [], width = 1280, height = 800, colorScheme, before, fill, clear, hasGpu = false, isSignedOut = false }: WorkplaceOptions = {}): Workplace {
  const made = { problems: [] as string[] } as { -readonly [name in keyof Workplace]: Workplace[name] };
  beforeAll(async () => {
    made.folder = await mkdtemp(join(tmpdir(), 'gantry-workplace-'));
    const more = (await before?.(made.folder)) ?? [];
    [made.server, made.browser] = await Promise.all([Server.start(...settings, ...more), launch(hasGpu)]);
    await fill?.(made);
    const context = await made.browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...(colorScheme && { colorScheme }) });
    if (hasGpu) {
      await hideThatItIsCalculated(context);
    }

    made.page = await context.newPage();
    watch(made.page, made.problems);
    if (!isSignedOut) {
      await signIn(made.page, made.server);
    }
  }, longest);

  afterAll(async () => {
    const { browser, server, folder } = made as Partial<Workplace>;
    await browser?.close();
    await Promise.all([server?.stop(), clear?.()]);
    if (folder !== undefined) {
      await rm(folder, { recursive: true, force: true });
    }
  }, longest);
  return made;
}
