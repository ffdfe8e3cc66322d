import { inflateRaw } from 'pako';
import { parser } from './parser.js';
import { isPart10 } from './part10.js';

const deflated = '1.2.840.10008.1.2.1.99';
const explicitLittleEndian = '1.2.840.10008.1.2.1';

/**
 * A Part 10 file whose data set is deflated (PS3.5 §A.5) as one that is not; every other file as it is.
 * @throws Error where it cannot be inflated.
 */
export function inflate(bytes: Uint8Array): Uint8Array {
  if (!isPart10(bytes)) {
    return bytes;
  }

  const end = 144 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(140, true); // the group length comes first, and what follows the group cannot be read yet
  const meta = parser.readPart10Header(bytes.subarray(0, end));
  const syntax = meta.elements.x00020010;
  if (syntax === undefined || meta.string('x00020010') !== deflated) {
    return bytes;
  }

  const dataSet = inflateRaw(bytes.subarray(end)) as Uint8Array | undefined; // what comes behind it, a pad above all, is none of it
  if (dataSet === undefined) {
    throw new Error('The deflated data set ends too early.');
  }

  const whole = new Uint8Array(end + dataSet.length);
  whole.set(bytes.subarray(0, end));
  whole.set(new TextEncoder().encode(explicitLittleEndian.padEnd(syntax.length, '\0')), syntax.dataOffset);
  whole.set(dataSet, end);
  return whole;
}
