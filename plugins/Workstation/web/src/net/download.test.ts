import { describe, expect, it } from 'vitest';
import { nameIn } from './download.js';

describe('the name of a download', () => {
  it('is what the server says', () => expect(nameIn('attachment; filename="export-20261128-131705.zip"')).toBe('export-20261128-131705.zip'));

  it.each([null, '', 'attachment', 'attachment; filename=""', 'attachment; filename="../a"', 'attachment; filename="a\\b"', 'attachment; filename=".bashrc"'])('is none in %s', (disposition) =>
    expect(nameIn(disposition)).toBeUndefined());
});
