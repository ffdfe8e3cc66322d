/** A file of a ZIP, which is taken out when it is asked for. */
export interface ZippedFile {
  path: string;
  /**
   * Its content.
   * @throws Error where it is damaged, or larger than it says.
   */
  open(): Promise<Blob>;
}

/** What a ZIP may have: a small one can grow to any size. */
export interface ZipLimits {
  files: number;
  /** Of one file, taken out. */
  bytes: number;
  /** How many times larger than in the ZIP all files together may be. */
  growth: number;
}

const usualLimits: ZipLimits = { files: 200_000, bytes: 2 ** 31, growth: 200 };

const [endSignature, end64Signature, locator64Signature, entrySignature, fileSignature] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50];
const [endBytes, locator64Bytes, end64Bytes, entryBytes, fileBytes] = [22, 20, 56, 46, 30];
const [stored, deflated] = [0, 8];
const longestComment = 0xffff;

/** Whether a file looks like a ZIP. */
export async function isZip(file: Blob): Promise<boolean> {
  const head = new DataView(await file.slice(0, 4).arrayBuffer());
  return head.byteLength === 4 && [fileSignature, endSignature].includes(head.getUint32(0, true));
}

/**
 * The files of a ZIP (APPNOTE 6.3), those of more than 4 GB, too; only its directory is read.
 * @throws Error where it is none, is damaged, or has more than it may.
 */
export async function filesOfZip(file: Blob, limits: Partial<ZipLimits> = {}): Promise<ZippedFile[]> {
  const { files, bytes, growth } = { ...usualLimits, ...limits };
  const { offset, size, count } = await directoryOf(file);
  if (count > files) {
    throw new Error(`The ZIP has ${count} files, and ${files} may be in one.`);
  }

  const entries = [...entriesOf(await viewOf(file, offset, size), count)];
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > Math.max(1, file.size) * growth) {
    throw new Error(`The ZIP would grow to ${total} bytes, and is no archive of images.`);
  }

  const zipped = entries.filter(({ path }) => !path.endsWith('/')).map((entry) => {
    if (entry.size > bytes) {
      throw new Error(`${entry.path} would have ${entry.size} bytes, and ${bytes} may be in one file.`);
    }

    return { path: entry.path, open: () => contentOf(file, entry) };
  });
  return zipped;
}

interface Entry {
  path: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

async function directoryOf(file: Blob): Promise<{ offset: number; size: number; count: number }> {
  const from = Math.max(0, file.size - endBytes - longestComment);
  const tail = await viewOf(file, from, file.size - from);
  for (let at = tail.byteLength - endBytes; at >= 0; at--) {
    if (tail.getUint32(at, true) === endSignature && at + endBytes + tail.getUint16(at + 20, true) === tail.byteLength) {
      const [count, size, offset] = [tail.getUint16(at + 10, true), tail.getUint32(at + 12, true), tail.getUint32(at + 16, true)];
      return count === 0xffff || size === 0xffffffff || offset === 0xffffffff ? directory64Of(file, from + at) : { offset, size, count };
    }
  }

  throw new Error('It is no ZIP, or its end is missing.');
}

async function directory64Of(file: Blob, end: number): Promise<{ offset: number; size: number; count: number }> {
  const locator = await viewOf(file, end - locator64Bytes, locator64Bytes);
  const at = locator.getUint32(0, true) === locator64Signature ? long(locator, 8) : -1;
  const record = at < 0 ? undefined : await viewOf(file, at, end64Bytes);
  if (record?.getUint32(0, true) !== end64Signature) {
    throw damaged();
  }

  return { count: long(record, 32), size: long(record, 40), offset: long(record, 48) };
}

function* entriesOf(view: DataView, count: number): Generator<Entry> {
  for (let [at, index] = [0, 0]; index < count; index++) {
    if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== entrySignature) {
      throw damaged();
    }

    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const next = at + entryBytes + nameLength + extraLength + commentLength;
    if (next > view.byteLength) {
      throw damaged();
    }

    const flags = view.getUint16(at + 8, true);
    const name = new Uint8Array(view.buffer, view.byteOffset + at + entryBytes, nameLength);
    const extra = new DataView(view.buffer, view.byteOffset + at + entryBytes + nameLength, extraLength);
    const [size, packed, offset] = sizesOf(extra, [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)]);
    yield { path: new TextDecoder(flags & 0x800 ? 'utf-8' : 'latin1').decode(name).replaceAll('\\', '/'), flags, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed, size, offset };
    at = next;
  }
}

// What does not fit into 32 bits stands in the extra field 1, in this order.
function sizesOf(extra: DataView, sizes: [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) === 1) {
      let place = at + 4;
      const end = Math.min(extra.byteLength, place + extra.getUint16(at + 2, true));
      return sizes.map((size) => {
        if (size !== 0xffffffff || place + 8 > end) {
          return size;
        }

        place += 8;
        return long(extra, place - 8);
      }) as [number, number, number];
    }
  }

  return sizes;
}

async function contentOf(file: Blob, { path, flags, method, crc, packed, size, offset }: Entry): Promise<Blob> {
  if (flags & 1) {
    throw new Error(`${path} is encrypted.`);
  }

  const head = await viewOf(file, offset, fileBytes);
  if (head.getUint32(0, true) !== fileSignature || (method !== stored && method !== deflated)) {
    throw method === stored || method === deflated ? damaged() : new Error(`${path} is packed in a way that is not known here (${method}).`);
  }

  const from = offset + fileBytes + head.getUint16(26, true) + head.getUint16(28, true);
  const content = file.slice(from, from + packed);
  if (content.size !== packed) {
    throw damaged();
  }

  let [length, sum] = [0, 0xffffffff];
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      length += chunk.byteLength;
      if (length > size) {
        controller.error(new Error(`${path} is larger than the ZIP says.`));
        return;
      }

      sum = crcOf(sum, chunk);
      controller.enqueue(chunk);
    },
  });
  const bytes = content.stream() as ReadableStream<Uint8Array<ArrayBuffer>>;
  const whole = await new Response((method === deflated ? bytes.pipeThrough(new DecompressionStream('deflate-raw')) : bytes).pipeThrough(counted)).blob();
  if (length !== size || (sum ^ 0xffffffff) >>> 0 !== crc) {
    throw new Error(`${path} is damaged.`);
  }

  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }

  return value;
});

function crcOf(sum: number, bytes: Uint8Array): number {
  let value = sum;
  for (const byte of bytes) {
    value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  }

  return value;
}

async function viewOf(file: Blob, offset: number, length: number): Promise<DataView> {
  if (offset < 0 || !Number.isSafeInteger(offset + length) || offset + length > file.size) {
    throw damaged();
  }

  return new DataView(await file.slice(offset, offset + length).arrayBuffer());
}

const long = (view: DataView, at: number): number => view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

const damaged = (): Error => new Error('The ZIP is damaged.');
