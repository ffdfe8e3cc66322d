/** What tests make files of: explicit VR little endian, one element at a time. */
export type Written = [tag: string, vr: string, value: string | number[] | Uint8Array | Written[][]];

const longVrs = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

/** The bytes of elements, sorted as they are given. */
export function encode(elements: readonly Written[]): Uint8Array {
  return concatenated(elements.map(([tag, vr, value]) => element(tag, vr, bytesOf(vr, value))));
}

/** A Part 10 file of explicit VR little endian. */
export function part10(elements: readonly Written[], syntax = '1.2.840.10008.1.2.1', dataSet = encode(elements)): Uint8Array {
  const meta = encode([['00020010', 'UI', syntax]]);
  return concatenated([new Uint8Array(128), new TextEncoder().encode('DICM'), encode([['00020000', 'UL', [meta.length]]]), meta, dataSet]);
}

/** Byte arrays one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }

  return whole;
}

function element(tag: string, vr: string, value: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(longVrs.has(vr) ? 12 : 8));
  head.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), true);
  head.setUint16(2, Number.parseInt(tag.slice(4), 16), true);
  head.setUint8(4, vr.charCodeAt(0));
  head.setUint8(5, vr.charCodeAt(1));
  if (longVrs.has(vr)) {
    head.setUint32(8, value.length, true);
  } else {
    head.setUint16(6, value.length, true);
  }

  return concatenated([new Uint8Array(head.buffer), value]);
}

function bytesOf(vr: string, value: Written[2]): Uint8Array {
  if (value instanceof Uint8Array) {
    return value;
  }

  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value);
    return bytes.length % 2 === 0 ? bytes : concatenated([bytes, new Uint8Array([vr === 'UI' ? 0 : 0x20])]);
  }

  if (vr === 'SQ') {
    return concatenated((value as Written[][]).map((item) => itemOf(encode(item))));
  }

  const size = vr === 'US' || vr === 'SS' ? 2 : 4;
  const view = new DataView(new ArrayBuffer(value.length * size));
  (value as number[]).forEach((number, index) => (size === 2 ? view.setUint16(index * 2, number, true) : view.setUint32(index * 4, number, true)));
  return new Uint8Array(view.buffer);
}

function itemOf(content: Uint8Array): Uint8Array {
  const head = new DataView(new ArrayBuffer(8));
  head.setUint16(0, 0xfffe, true);
  head.setUint16(2, 0xe000, true);
  head.setUint32(4, content.length, true);
  return concatenated([new Uint8Array(head.buffer), content]);
}
