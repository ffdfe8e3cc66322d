import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import { serve } from '../ui/server.testing.js';
import './gantry-sign-in.js';
import type { GantrySignIn, SignedInEvent } from './gantry-sign-in.js';

const account = { name: 'anon', displayName: 'Anon One', rights: ['instances.search'] };

async function shown(answers: Record<string, unknown>) {
  const { asked } = serve(answers);
  const element = document.createElement('gantry-sign-in');
  const signedIn = vi.fn<(event: SignedInEvent) => void>();
  element.addEventListener('signed-in', (event) => signedIn(event as SignedInEvent));
  document.body.append(element);
  await element.updateComplete;
  return { asked, element, signedIn };
}

function submit(element: GantrySignIn, values: Record<string, string>): void {
  const inputs = Object.entries(values).map(([name, value]) => {
    const input = element.renderRoot.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
    input.value = value;
    return input;
  });
  inputs[0]?.form?.requestSubmit();
}

describe('gantry-sign-in', () => {
  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('signs in by name and password', async () => {
    const { asked, element, signedIn } = await shown({ 'POST /account/login': account });
    submit(element, { name: ' anon ', password: ' secret ' });
    await vi.waitFor(() => expect(signedIn).toHaveBeenCalledOnce());
    expect([signedIn.mock.calls[0]?.[0].account.displayName, signedIn.mock.calls[0]?.[0].token]).toEqual(['Anon One', '']);
    expect(asked[0]?.body).toEqual({ name: 'anon', password: ' secret ' });
  });

  it('signs in by a token', async () => {
    const { element, signedIn } = await shown({ 'GET /account': account });
    submit(element, { token: 't' });
    await vi.waitFor(() => expect(signedIn.mock.calls[0]?.[0].token).toBe('t'));
  });

  it('says what is refused', async () => {
    const { element, signedIn } = await shown({});
    submit(element, { name: 'anon', password: 'wrong' });
    await vi.waitFor(() => expect(element.renderRoot.querySelector('[role=alert]')?.textContent).toContain('No POST /account/login.'));
    expect(signedIn).not.toHaveBeenCalled();
  });

  it('can be used without seeing or pointing', async () => expect(await faultsOf((await shown({})).element)).toEqual([]));
});
