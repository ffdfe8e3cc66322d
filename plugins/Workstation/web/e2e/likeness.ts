/** A page of a browser: runs functions in itself. */
export interface Evaluates {
  evaluate<T>(body: (given: string) => T | Promise<T>, given: string): Promise<T>;
}

/** What a view shows. */
export interface Shown {
  sopInstanceUid: string;
  frame: number;
  /** How well the picture on the screen correlates with the server's own, from -1 to 1: it does not matter how bright or strong either is. */
  likeness: number;
}

/** From where on two pictures are the same, but for what lossy codecs and scaling leave. */
export const good = 0.98;

/**
 * Compares what the first view of the page shows with what the server renders of the same frame, by codecs of its own: both are made 48 by 48 grey pixels.
 * @param rendered Gives the server's picture of an instance.
 */
export async function likeness(page: Evaluates, rendered: (sopInstanceUid: string, frame: number) => Promise<Buffer>): Promise<Shown> {
  for (let tries = 1; ; tries++) {
    const shown = await page.evaluate(what, '');
    const url = `data:image/png;base64,${(await rendered(shown.sopInstanceUid, shown.frame)).toString('base64')}`;
    const value = await page.evaluate(compare, url);
    if (value >= good || tries === 20) {
      return { ...shown, likeness: value }; // before that, what a view tells of may not be drawn yet, or a loop may just have begun to play
    }
  }
}

// These two run in the page.

interface View extends HTMLElement {
  index: number;
  goTo(index: number): void;
  image?: { instance: { sopInstanceUid: string; rows?: number; columns?: number }; frame: number };
}

const what = (): { sopInstanceUid: string; frame: number } => {
  const find = (root: ParentNode): View | undefined => {
    for (const each of root.querySelectorAll('*')) {
      const found = each.localName === 'gantry-image-view' ? (each as View) : each.shadowRoot ? find(each.shadowRoot) : undefined;
      if (found) {
        return found;
      }
    }

    return undefined;
  };
  const view = find(document);
  if (!view?.image) {
    throw new Error('No image is shown.');
  }

  view.goTo(view.index); // a loop of frames stops
  Object.assign(globalThis, { shownView: view });
  return { sopInstanceUid: view.image.instance.sopInstanceUid, frame: view.image.frame };
};

const compare = async (url: string): Promise<number> => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const size = 48;
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const view = (globalThis as unknown as { shownView: View }).shownView;
  const canvas = view.shadowRoot!.querySelector('canvas')!;
  const greys = (source: CanvasImageSource, [x, y, width, height]: readonly [number, number, number, number]): number[] => {
    const small = new OffscreenCanvas(size, size);
    const context = small.getContext('2d', { willReadFrequently: true })!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, x, y, width, height, 0, 0, size, size);
    const { data } = context.getImageData(0, 0, size, size);
    return Array.from({ length: size * size }, (_, index) => data[index * 4]! * 0.3 + data[index * 4 + 1]! * 0.59 + data[index * 4 + 2]! * 0.11);
  };

  // The image fits its view, in the middle.
  const scale = Math.min(canvas.width / picture.naturalWidth, canvas.height / picture.naturalHeight);
  const [width, height] = [picture.naturalWidth * scale, picture.naturalHeight * scale];
  const [first, second] = [
    greys(canvas, [(canvas.width - width) / 2, (canvas.height - height) / 2, width, height]),
    greys(picture, [0, 0, picture.naturalWidth, picture.naturalHeight]),
  ];
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mean1, mean2] = [mean(first), mean(second)];
  const covariance = mean(first.map((value, index) => (value - mean1) * (second[index]! - mean2)));
  const spread = Math.sqrt(mean(first.map((value) => (value - mean1) ** 2)) * mean(second.map((value) => (value - mean2) ** 2)));
  return spread === 0 ? 0 : covariance / spread;
};
