import { describe, expect, it } from 'vitest';
import { readNode, usualOperations } from './nodeForm.js';

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  Object.entries(fields).forEach(([name, values]) => [values].flat().forEach((value) => data.append(name, value)));
  return data;
}

describe('the form of an AE', () => {
  it('is read', () =>
    expect(readNode(form({ aeTitle: ' CT1 ', host: 'ct1', port: '104', addresses: '10.0.0.1\n\n10.0.1.0/24', operations: ['echo', 'store'], maximum: '4' }))).toEqual({
      faults: [],
      node: { aeTitle: 'CT1', host: 'ct1', port: 104, alias: '', addresses: ['10.0.0.1', '10.0.1.0/24'], operations: ['echo', 'store'], maximumAssociations: 4, certificates: [] },
    }));

  it('may leave out where an AE is: it can call all the same', () => expect(readNode(form({ aeTitle: 'CT1' }))).toMatchObject({ faults: [] }));

  it.each([
    [{ aeTitle: '' }],
    [{ aeTitle: 'A'.repeat(17) }],
    [{ aeTitle: 'A\\B' }],
    [{ aeTitle: 'CT1', host: 'ct1', port: '' }],
    [{ aeTitle: 'CT1', host: 'ct1', port: '70000' }],
    [{ aeTitle: 'CT1', host: '', port: '104' }],
    [{ aeTitle: 'CT1', maximum: '10001' }],
    [{ aeTitle: 'CT1', maximum: 'x' }],
  ])('has a fault for %o', (fields) => expect(readNode(form(fields)).faults).toHaveLength(1));

  it('does not allow deleting by itself', () => expect(usualOperations).not.toContain('delete'));
});
