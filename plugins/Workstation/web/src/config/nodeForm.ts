import type { RemoteNode } from '../admin/models.js';
import { message } from '../ui/messages.js';

/** What an AE may be allowed, as the server calls it. */
export const accessOperations = ['echo', 'store', 'query', 'retrieve', 'commit', 'media', 'other', 'delete'] as const;

/** What is allowed where nothing is said. */
export const usualOperations: readonly string[] = accessOperations.filter((operation) => operation !== 'delete');

const mostAssociations = 10_000; // and 0 is no limit

/** Reads the form of an AE; a fault for each field that has one. */
export function readNode(form: FormData): { node: RemoteNode; faults: string[] } {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const [aeTitle, host, port] = [text('aeTitle'), text('host'), text('port')];
  const lines = (name: string): string[] => text(name).split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  const faults = [
    !/^[\x20-\x5b\x5d-\x7e]{1,16}$/.test(aeTitle) && message('config.badAeTitle'), // PS3.5 §6.2, AE
    (host !== '' || port !== '') && !isPort && message('config.badPort'),
    port !== '' && host === '' && `${message('config.host')}: ${message('config.required')}`,
    text('maximum') !== '' && !(/^\d{1,5}$/.test(text('maximum')) && Number(text('maximum')) <= mostAssociations) && `${message('config.maximum')}: ${message('config.badWholeNumber')}`,
  ].filter((fault) => fault !== false);
  return {
    faults,
    node: {
      aeTitle,
      ...(host !== '' && { host, port: Number(port) }),
      alias: text('alias'),
      addresses: lines('addresses'),
      operations: form.getAll('operations').map(String),
      ...(text('maximum') !== '' && { maximumAssociations: Number(text('maximum')) }),
      certificates: lines('certificates'),
    },
  };
}
