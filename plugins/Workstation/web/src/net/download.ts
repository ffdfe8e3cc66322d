import type { Http, HttpRequest } from './http.js';

/**
 * Has the browser keep what a server gives as a file.
 * @param http The server.
 * @param path What to ask for.
 * @param request The rest of the question.
 * @param hasSession Whether a cookie opens the server: then the browser receives the file by itself, however large it is, and nothing of it goes through the page.
 * @param name What the file is called where the server does not say.
 * @param received Told how many bytes have come.
 * @returns Whether the file has come whole; false where the browser goes on with it.
 * @throws HttpProblem where the server refuses it.
 */
export async function download(
  http: Http, path: string, request: HttpRequest, hasSession: boolean, name: string, received: (bytes: number) => void,
): Promise<boolean> {
  if (hasSession) {
    await http.response(path, { ...request, method: 'HEAD' }); // what is refused is said here, and not by a download that fails
    save(http.url(path, request.query), '');
    return false;
  }

  const response = await http.response(path, { ...request, accept: '*/*' });
  let count = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      count += chunk.byteLength;
      received(count);
      controller.enqueue(chunk);
    },
  });
  const blob = await new Response(response.body?.pipeThrough(counting), { headers: { 'Content-Type': response.headers.get('Content-Type') ?? 'application/octet-stream' } }).blob();
  const url = URL.createObjectURL(blob); // browsers keep what is large on the disk
  save(url, nameIn(response.headers.get('Content-Disposition')) ?? name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // once it is surely being saved
  return true;
}

/** The file name that a Content-Disposition has (RFC 6266); undefined where it has none that a file can have. */
export function nameIn(disposition: string | null): string | undefined {
  const name = /;\s*filename="([^"\\/]+)"/i.exec(disposition ?? '')?.[1];
  return name?.startsWith('.') ? undefined : name;
}

function save(url: string, name: string): void {
  const link = document.createElement('a');
  [link.href, link.download] = [url, name];
  link.click();
}
