/** The scheme of the image IDs of files that the viewer reads itself. */
export const part10Scheme = 'gantry';

const readers = new Map<string, () => Promise<Uint8Array>>();
let last = 0;

/**
 * Has a file be found by an image ID.
 * @param read Reads the whole file, each time it is asked.
 * @returns The image ID of the file; {@link frameId} has those of its frames.
 */
export function registerPart10(read: () => Promise<Uint8Array>): string {
  const id = `${part10Scheme}:${++last}`;
  readers.set(id, read);
  return id;
}

/** The image ID of a frame, from 1; the file itself where it has one only. */
export const frameId = (id: string, frame: number, frames: number): string => (frames > 1 ? `${id}?frame=${frame}` : id);

/** The image ID of the file that a frame is in. */
export const fileId = (imageId: string): string => imageId.split('?')[0] ?? imageId;

/** Reads the file of an image ID. */
export async function readPart10File(imageId: string): Promise<Uint8Array> {
  const read = readers.get(fileId(imageId));
  if (read === undefined) {
    throw new Error(`${imageId} has been closed.`);
  }

  return read();
}

/** Forgets a file. */
export const forgetPart10 = (id: string): void => void readers.delete(id);
