import type { MediaFiles } from './mediaFiles.js';

/** What the first script of a disc says: which script has which file. */
export interface DiscIndex {
  /** The format; this is 1. */
  version: 1;
  /** Names of scripts, without folder and `.JS`, by the path of the file that they have. */
  files: Record<string, string>;
}

/** What the scripts of a disc call. */
export interface DiscReceiver {
  index(index: DiscIndex): void;
  file(name: string, content: string): void;
}

declare global {
  // eslint-disable-next-line no-var
  var gantryDisc: DiscReceiver | undefined;
}

/** Has a page load a script; a test has another. */
export type ScriptLoader = (url: string) => Promise<void>;

const mostAtOnce = 4;

/**
 * Files that are packed as classic scripts, the one thing that a page from `file://` may read of its own accord. A script is read as `x-user-defined`, in which the
 * bytes 80 to FF are U+F780 to U+F7FF, so that a template literal carries them as they are.
 */
export class DiscScripts implements MediaFiles {
  private readonly waiting = new Map<string, (content: string) => void>();
  private readonly queue: (() => void)[] = [];
  private names = new Map<string, string>();
  private running = 0;

  private constructor(
    private readonly folder: string,
    private readonly load: ScriptLoader,
  ) {}

  /**
   * Reads what a disc has; undefined where it has no scripts.
   * @param folder The URL of their folder, from the page.
   */
  static async open(folder = 'GANTRY', load: ScriptLoader = loadScript): Promise<DiscScripts | undefined> {
    const disc = new DiscScripts(folder, load);
    const received: { index?: DiscIndex } = {};
    globalThis.gantryDisc = {
      index: (index) => { received.index = index; },
      file: (name, content) => disc.waiting.get(name)?.(content),
    };
    try {
      await load(`${folder}/DISC.JS`);
    } catch {
      return undefined; // a disc without packed files: a person chooses the folder
    }

    const { index } = received;
    if (index?.version !== 1) {
      return undefined;
    }

    disc.names = new Map(Object.entries(index.files).map(([path, name]) => [path.toUpperCase(), name]));
    return disc;
  }

  paths(): string[] {
    return [...this.names.keys()];
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const name = this.names.get(path.toUpperCase());
    if (name === undefined) {
      return undefined;
    }

    await this.turn();
    try {
      return bytesOf(await this.contentOf(name));
    } finally {
      const next = this.queue.shift();
      if (next) {
        next(); // its place goes on to whoever waits
      } else {
        this.running--;
      }
    }
  }

  private async contentOf(name: string): Promise<string> {
    const received: { content?: string } = {};
    this.waiting.set(name, (content) => { received.content = content; });
    try {
      await this.load(`${this.folder}/${name}.JS`); // a script has run when its load event comes
    } finally {
      this.waiting.delete(name);
    }

    if (received.content === undefined) {
      throw new Error(`${this.folder}/${name}.JS is damaged: it has no file.`);
    }

    return received.content;
  }

  // A disc turns slowly, and reads one thing at a time.
  private async turn(): Promise<void> {
    if (this.running < mostAtOnce) {
      this.running++;
    } else {
      await new Promise<void>((resolve) => this.queue.push(resolve));
    }
  }
}

/** The bytes of a text that was read as `x-user-defined`. */
export function bytesOf(content: string): Uint8Array {
  const bytes = new Uint8Array(content.length);
  for (let index = 0; index < content.length; index++) {
    bytes[index] = content.charCodeAt(index) & 0xff;
  }

  return bytes;
}

function loadScript(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.charset = 'x-user-defined';
    script.src = url;
    script.onload = () => finish(resolve);
    script.onerror = () => finish(() => reject(new Error(`${url} cannot be read.`)));
    document.head.append(script);

    function finish(settle: () => void): void {
      script.remove(); // it holds its text
      settle();
    }
  });
}
