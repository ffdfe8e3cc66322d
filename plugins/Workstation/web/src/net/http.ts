/** What a server refused or could not do, in its own words (RFC 9457). */
export class HttpProblem extends Error {
  constructor(
    /** The HTTP status; 0 where no answer came. */
    readonly status: number,
    message: string,
    /** Each fault by itself, where there are several. */
    readonly faults: readonly string[] = [],
  ) {
    super(message);
    this.name = 'HttpProblem';
  }
}

/** What a request says besides its path. */
export interface HttpRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Names and values; a list gives its name several times. Undefined and empty values are left out. */
  query?: Record<string, string | number | boolean | readonly string[] | undefined>;
  accept?: string;
  /** Further header fields. */
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, in place of JSON. */
  content?: { type: string; data: Blob };
  signal?: AbortSignal;
  /** Goes on where the page is left meanwhile, as far as the browser lets it: up to 64 KiB, that is. */
  outlives?: boolean;
}

// The browser refuses more than 65,536 bytes of all such requests together.
const mostToOutlive = 60_000;

/** Whom requests go to, and what opens it. */
export class Http {
  readonly base: string;

  /**
   * @param base The URL that paths are below; relative to the page where it is relative.
   * @param authorization The value of the Authorization header, asked before each request; undefined for none.
   * @param send What sends; the browser's `fetch` unless a test has another.
   */
  constructor(
    base: string,
    private readonly authorization: () => string | undefined = () => undefined,
    private readonly send: typeof fetch = (input, init) => fetch(input, init),
  ) {
    this.base = base.replace(/\/+$/, '');
  }

  /** The URL of a path below the base. */
  url(path: string, query: HttpRequest['query'] = {}): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== undefined && each !== '') {
          parameters.append(name, String(each));
        }
      }
    }

    const text = parameters.toString();
    return `${this.base}/${path}${text === '' ? '' : `?${text}`}`;
  }

  /**
   * Sends a request.
   * @throws HttpProblem where no answer comes, or one that is no success. An `AbortError` where the signal said so.
   */
  async response(path: string, request: HttpRequest = {}): Promise<Response> {
    const headers: Record<string, string> = { Accept: request.accept ?? 'application/json', ...request.headers };
    const authorization = this.authorization();
    if (authorization !== undefined) {
      headers.Authorization = authorization;
    }

    if (request.content !== undefined || request.body !== undefined) {
      headers['Content-Type'] = request.content?.type ?? 'application/json';
    }

    const body = request.content?.data ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
    const size = body instanceof Blob ? body.size : (body?.length ?? 0) * 3; // a character is three bytes at most
    let response: Response;
    try {
      response = await this.send(this.url(path, request.query), {
        method: request.method ?? 'GET',
        headers,
        body,
        keepalive: request.outlives === true && size <= mostToOutlive,
        signal: request.signal,
      });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw new HttpProblem(0, error instanceof Error ? error.message : String(error));
    }

    if (!response.ok) {
      throw await problemOf(response);
    }

    return response;
  }

  /** Sends a request, and reads its answer as JSON; undefined where there is none (204). */
  async json(path: string, request: HttpRequest = {}): Promise<unknown> {
    const response = await this.response(path, request);
    if (response.status === 204) {
      return undefined;
    }

    try {
      return await response.json();
    } catch (error) {
      request.signal?.throwIfAborted();
      throw new HttpProblem(response.status, error instanceof Error ? error.message : String(error));
    }
  }
}

async function problemOf(response: Response): Promise<HttpProblem> {
  const otherwise = `${response.status} ${response.statusText}`.trim();
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/(problem\+)?json/.test(type)) {
    return new HttpProblem(response.status, otherwise);
  }

  let problem: unknown;
  try {
    problem = await response.json();
  } catch {
    return new HttpProblem(response.status, otherwise); // it says that it is JSON, and is cut off or none
  }

  const { title, detail, faults } = (typeof problem === 'object' && problem !== null ? problem : {}) as Record<string, unknown>;
  const message = [detail, title].find((each): each is string => typeof each === 'string' && each !== '') ?? otherwise;
  return new HttpProblem(response.status, message, Array.isArray(faults) ? faults.map(String) : []);
}

/** Whether an error is the end of what was cancelled, and nothing to show. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** What an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
