import type { ViewEngine } from './engine/viewEngine.js';

/** Makes what draws; the library behind it is loaded when the first viewer is there. */
export type EngineFactory = (authorization: () => string | undefined, cacheBytes: number, askText: (done: (text: string) => void) => void) => Promise<ViewEngine>;

/** Draws by Cornerstone. */
export const cornerstone: EngineFactory = async (authorization, cacheBytes, askText) => {
  const { CornerstoneEngine } = await import('./engine/engine.js');
  return new CornerstoneEngine({ authorization, cacheBytes: cacheBytes * 2 }, askText); // what is held is counted here; the library's own bound is the last resort
};
