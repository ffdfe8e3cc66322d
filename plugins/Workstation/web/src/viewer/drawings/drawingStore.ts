import { HttpProblem, type Http } from '../../net/http.js';
import { drawingTools, nothingDrawn, type Drawing, type DrawingDocument, type KeyImage } from './drawing.js';

/** What was drawn on a study. */
export interface KeptDrawings {
  own: DrawingDocument;
  others: readonly { user: string; document: DrawingDocument }[];
  /** What tells these of one's own from later ones. */
  tag: string;
}

/** Where drawings are kept. */
export interface DrawingStore {
  read(study: string, signal?: AbortSignal): Promise<KeptDrawings>;

  /**
   * Keeps one's own in the place of those that have a tag.
   * @returns Their tag.
   * @throws ChangedElsewhere where they have another tag by now.
   */
  write(study: string, document: DrawingDocument, tag: string): Promise<string>;
}

/** One's own drawings have been changed elsewhere since they were read. */
export class ChangedElsewhere extends Error {}

/** The annotations of a Gantry server: `/annotations`. */
export class DrawingClient implements DrawingStore {
  constructor(private readonly http: Http) {}

  async read(study: string, signal?: AbortSignal): Promise<KeptDrawings> {
    const response = await this.http.response(`studies/${study}`, { signal });
    const answer: unknown = await response.json();
    const { own, others } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
    return {
      own: documentOf(own),
      others: (Array.isArray(others) ? others : []).map((each: unknown) => ({ user: String((each as { user?: unknown } | null)?.user ?? ''), document: documentOf(each) })),
      tag: response.headers.get('ETag') ?? '',
    };
  }

  async write(study: string, document: DrawingDocument, tag: string): Promise<string> {
    try {
      const response = await this.http.response(`studies/${study}`, { method: 'PUT', body: document, headers: { 'If-Match': tag }, outlives: true });
      return response.headers.get('ETag') ?? '';
    } catch (error) {
      throw error instanceof HttpProblem && error.status === 412 ? new ChangedElsewhere(error.message) : error;
    }
  }
}

/** What an answer has of drawings; what is none is left out. */
export function documentOf(answer: unknown): DrawingDocument {
  const { annotations, keyImages } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  return Array.isArray(annotations) && Array.isArray(keyImages) ? { annotations: annotations.filter(isDrawing), keyImages: keyImages.filter(isImage) } : nothingDrawn;
}

function isImage(one: unknown): one is KeyImage {
  const { sopInstanceUid, frame } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
  return typeof sopInstanceUid === 'string' && typeof frame === 'number';
}

function isDrawing(one: unknown): one is Drawing {
  const { id, tool, points } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
  return isImage(one) && typeof id === 'string' && (drawingTools as readonly unknown[]).includes(tool)
    && Array.isArray(points) && points.length > 0 && points.every((point) => Array.isArray(point) && point.length === 3 && point.every((value) => typeof value === 'number'));
}
