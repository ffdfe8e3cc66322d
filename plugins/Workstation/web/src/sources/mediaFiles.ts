/** The files of a medium or a folder. */
export interface MediaFiles {
  /** The paths, their names joined by slashes, from the folder that has the DICOMDIR. */
  paths(): string[];

  /** The bytes of a file, whatever the case of its path; undefined where there is none. */
  read(path: string): Promise<Uint8Array | undefined>;
}

/** Files that a person chose or dropped. */
export class ChosenFiles implements MediaFiles {
  private readonly files = new Map<string, File>();
  private readonly names = new Map<string, string>();

  /** @param files Each file with its path, which begins with the folder that was chosen. */
  constructor(files: Iterable<readonly [path: string, file: File]>) {
    const all = [...files];
    const directory = all.map(([path]) => path).filter((path) => /(^|\/)dicomdir$/i.test(path)).sort((first, second) => first.length - second.length)[0];
    const root = directory?.slice(0, -'DICOMDIR'.length) ?? '';
    for (const [path, file] of all) {
      if (path.startsWith(root)) {
        const below = path.slice(root.length);
        this.files.set(key(below), file);
        this.names.set(key(below), below);
      }
    }
  }

  paths(): string[] {
    return [...this.names.values()];
  }

  async read(path: string): Promise<Uint8Array | undefined> {
    const file = this.files.get(key(path));
    return file && new Uint8Array(await file.arrayBuffer());
  }
}

// ISO 9660 has upper case, and what mounts it may show lower case or a version.
const key = (path: string): string => path.replace(/;1$/, '').toUpperCase();

/** The files of an `<input type="file" webkitdirectory>`. */
export const filesOfInput = (list: Iterable<File>): ChosenFiles => new ChosenFiles([...list].map((file) => [file.webkitRelativePath || file.name, file] as const));

/** All files below a folder that a person allowed (File System Access). */
export async function filesOfFolder(folder: FileSystemDirectoryHandle): Promise<ChosenFiles> {
  const found: (readonly [string, File])[] = [];
  await collect(folder as IterableDirectory, '', found);
  return new ChosenFiles(found);
}

// TypeScript's DOM library does not have the iterator of folders everywhere.
type IterableDirectory = FileSystemDirectoryHandle & { values(): AsyncIterable<FileSystemDirectoryHandle | FileSystemFileHandle> };

async function collect(folder: IterableDirectory, prefix: string, found: (readonly [string, File])[]): Promise<void> {
  for await (const entry of folder.values()) {
    if (entry.kind === 'file') {
      found.push([prefix + entry.name, await entry.getFile()]);
    } else {
      await collect(entry as IterableDirectory, `${prefix}${entry.name}/`, found);
    }
  }
}
