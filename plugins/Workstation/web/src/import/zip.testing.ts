import { crc32, deflateRawSync } from 'node:zlib';

/** What of a ZIP of tests is otherwise than it should be. */
export interface ZipFaults {
  size?: number;
  crc?: number;
  flags?: number;
  method?: number;
}

/** A ZIP with files, each deflated or as it is. */
export function zipOf(files: readonly [path: string, content: Uint8Array, isDeflated?: boolean][], faults: ZipFaults = {}): Uint8Array<ArrayBuffer> {
  const [parts, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, content, isDeflated] of files) {
    const [name, packed, method] = [Buffer.from(path), isDeflated ? deflateRawSync(content) : Buffer.from(content), faults.method ?? (isDeflated ? 8 : 0)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((faults.flags ?? 0) | 0x800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(faults.crc ?? crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(faults.size ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const file = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, packed]);
    const entry = Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, Buffer.alloc(14), name]);
    entry.writeUInt32LE(at, 42);
    parts.push(file);
    directory.push(entry);
    at += file.length;
  }

  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.reduce((sum, entry) => sum + entry.length, 0), 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}
