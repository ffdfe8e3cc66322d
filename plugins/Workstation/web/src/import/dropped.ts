import type { NamedFile } from './importer.js';

/** All files of what was dropped onto a page, those in folders, too, each with its path. */
export async function droppedFiles(data: DataTransfer): Promise<[path: string, file: File][]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []); // all at once: the list is empty as soon as something is waited for
  const found: [string, File][] = [];
  for (const entry of entries) {
    await collect(entry, found);
  }

  return found;
}

async function collect(entry: FileSystemEntry, found: [string, File][]): Promise<void> {
  if (entry.isFile) {
    found.push([entry.fullPath.replace(/^\//, ''), await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]);
    return;
  }

  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (some.length === 0) {
      return;
    }

    for (const each of some) {
      await collect(each, found);
    }
  }
}

/** Whether files are dragged, and not something of the page's own. */
export const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The files of an `<input type="file">`. */
export const chosenFiles = (input: HTMLInputElement): NamedFile[] => [...(input.files ?? [])].map((file) => [file.webkitRelativePath || file.name, file] as const);
