import { afterEach, describe, expect, it } from 'vitest';
import { DiscScripts } from './discScripts.js';

// As the server packs a file: what a template literal would take for its own is escaped, and nothing else.
function pack(name: string, bytes: Uint8Array): string {
  const text = [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xf700 + byte))).join('');
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('\r', '\\r').replaceAll('${', '\\${');
  return `gantryDisc.file("${name}", \`${escaped}\`)`;
}

// What a browser does with a script, without one.
function disc(scripts: Record<string, string>) {
  const loaded: string[] = [];
  const load = async (url: string): Promise<void> => {
    loaded.push(url);
    const script = scripts[url];
    if (script === undefined) {
      throw new Error(`${url} cannot be read.`);
    }

    await Promise.resolve();
    new Function(script)();
  };
  return { loaded, load };
}

const index = 'gantryDisc.index({ version: 1, files: { "DICOM/A": "I0000001", "DICOM/B": "I0000002" } })';
const nasty = new Uint8Array([...Array(256).keys(), 0x0d, 0x0a, 0x24, 0x7b, 0x60, 0x5c, 0x5c, 0x24]);

describe('the scripts of a disc', () => {
  afterEach(() => { globalThis.gantryDisc = undefined; });

  it('carry every byte', async () => {
    const { load } = disc({ 'GANTRY/DISC.JS': index, 'GANTRY/I0000001.JS': pack('I0000001', nasty) });
    const files = await DiscScripts.open('GANTRY', load);
    expect(await files?.read('dicom/a')).toEqual(nasty);
  });

  it('are read when they are asked for', async () => {
    const { load, loaded } = disc({ 'GANTRY/DISC.JS': index, 'GANTRY/I0000002.JS': pack('I0000002', nasty) });
    const files = await DiscScripts.open('GANTRY', load);
    expect(loaded).toEqual(['GANTRY/DISC.JS']);
    await files?.read('DICOM/B');
    expect(loaded).toEqual(['GANTRY/DISC.JS', 'GANTRY/I0000002.JS']);
  });

  it('are not there on other discs', async () => expect(await DiscScripts.open('GANTRY', disc({}).load)).toBeUndefined());

  it('say where one is damaged or missing', async () => {
    const { load } = disc({ 'GANTRY/DISC.JS': index, 'GANTRY/I0000001.JS': '0' });
    const files = await DiscScripts.open('GANTRY', load);
    await expect(files?.read('DICOM/A')).rejects.toThrow('GANTRY/I0000001.JS is damaged');
    await expect(files?.read('DICOM/B')).rejects.toThrow('cannot be read');
    expect(await files?.read('DICOM/C')).toBeUndefined();
  });

  it('are read four at a time', async () => {
    let [open, most] = [0, 0];
    const files = await DiscScripts.open('GANTRY', async (url) => {
      if (url.endsWith('DISC.JS')) {
        globalThis.gantryDisc?.index({ version: 1, files: Object.fromEntries(Array.from({ length: 9 }, (_, number) => [`F${number}`, `I${number}`])) });
        return;
      }

      most = Math.max(most, ++open);
      await Promise.resolve();
      globalThis.gantryDisc?.file(url.slice('GANTRY/'.length, -'.JS'.length), 'x');
      open--;
    });
    const read = await Promise.all(Array.from({ length: 9 }, (_, number) => files?.read(`F${number}`)));
    expect(read.every((bytes) => bytes?.length === 1)).toBe(true);
    expect(most).toBe(4);
  });
});
