import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import type { Contribution, ServerRequest } from './contributions.js';
import './gantry-added.js';

const contribution: Contribution = { id: 'acme.one/board', version: '1.0.0', kind: 'page', title: 'Board', script: '/board.js', name: 'acme-test-board' };

class Board extends HTMLElement {
  studies: readonly { studyInstanceUid: string }[] = [];
  request: ServerRequest | undefined;

  connectedCallback(): void {
    this.textContent = `Board of ${this.studies.length}, ${typeof this.request}`;
    this.addEventListener('click', () => this.dispatchEvent(new Event('action-closed', { bubbles: true, composed: true })));
  }
}

async function shown(load: () => Promise<Record<string, unknown>>, of = contribution) {
  const added = Object.assign(document.createElement('gantry-added'), { load, studies: [{ studyInstanceUid: '2.25.1' }], contribution: of });
  document.body.append(added);
  await vi.waitFor(() => expect(added.renderRoot.textContent?.trim()).not.toBe(''));
  return added;
}

describe('gantry-added', () => {
  afterEach(() => document.body.replaceChildren());

  it('shows the element of the script, with what it needs, and passes on that it is done', async () => {
    const added = await shown(async () => {
      customElements.get(contribution.name) ?? customElements.define(contribution.name, Board);
      return {};
    });
    const closed = vi.fn();
    added.addEventListener('action-closed', closed);
    const board = added.renderRoot.querySelector<HTMLElement>(contribution.name)!;
    expect(board.textContent).toBe('Board of 1, function');
    board.click();
    expect(closed).toHaveBeenCalledOnce();
    expect(await faultsOf(added)).toEqual([]);
  });

  it('says why a script cannot be shown', async () => {
    const added = await shown(() => Promise.reject(new Error('404')));
    expect(added.renderRoot.querySelector('[role=alert]')?.textContent).toContain('Board cannot be shown: 404');
    expect(await faultsOf(added)).toEqual([]);
  });

  it('says that a script does not define its element', async () => {
    const added = await shown(async () => ({}), { ...contribution, name: 'acme-nowhere' });
    expect(added.renderRoot.querySelector('[role=alert]')?.textContent).toContain('/board.js does not define acme-nowhere.');
  });
});
