import { vi } from 'vitest';

/** A server of tests: answers by method and path, and what it was asked; `urls` have the method, and the query, too. What it has no answer for is a problem. */
export function serve(answers: Record<string, unknown>): { asked: { request: string; body: unknown }[]; urls: string[] } {
  const asked: { request: string; body: unknown }[] = [];
  const urls: string[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    init.signal?.throwIfAborted(); // as the browser's does: what has been given up is not asked
    const { pathname, search } = new URL(input, location.href);
    const request = `${init.method ?? 'GET'} ${pathname}`;
    urls.push(request + search);
    asked.push({ request, body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined });
    const answer = answers[request];
    return answer instanceof Response ? answer.clone()
      : answer === undefined
      ? new Response(JSON.stringify({ title: 'Refused', status: 409, detail: `No ${request}.` }), { status: 409, headers: { 'Content-Type': 'application/problem+json' } })
      : new Response(JSON.stringify(answer), { headers: { 'Content-Type': 'application/json' } });
  });
  return { asked, urls };
}
