// What the server keeps. `request` is fetch, to this server, as whoever has signed in.
const path = '/vendor-web-name/list';

async function ask(request, to, init) {
  const response = await request(to, init);
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server says ${response.status}.`);
  }
  return response;
}

/** The days on which studies were kept, by Study Instance UID. The column is this function. */
export async function kept(_studies, { request, signal }) {
  return (await ask(request, path, { signal })).json();
}

export const keep = (studies, request) => ask(request, path, { method: 'POST', body: JSON.stringify(studies) });

export const drop = (study, request) => ask(request, `${path}/${study}`, { method: 'DELETE' });
