import type { Types } from '@cornerstonejs/core';

/** How many pixels of the page a pixel of the image takes. The library's own zoom is that without a GPU, and a multiple of the fitting one with it. */
export function scaleOf(viewport: Types.IStackViewport): number {
  const height = 2 * (viewport.getCamera().parallelScale ?? 0); // of what is seen, in the image's units
  return height > 0 ? (viewport.element.clientHeight / height) * (viewport.getCornerstoneImage()?.rowPixelSpacing || 1) : 1;
}

/** Has a pixel of the image take so many of the page, within what is of use to anybody. */
export function setScale(viewport: Types.IStackViewport, scale: number): void {
  viewport.setZoom(viewport.getZoom() * (Math.min(50, Math.max(0.02, scale)) / scaleOf(viewport)));
}

/** Turns and flips what is seen. */
export function present(viewport: Types.IStackViewport, presentation: Types.ViewPresentation): void {
  viewport.setViewPresentation(presentation);
  const { flipHorizontal = false, flipVertical = false } = { ...viewport.getCamera(), ...presentation };
  const camera = viewport.getCamera();
  if (flipHorizontal !== camera.flipHorizontal || flipVertical !== camera.flipVertical) {
    viewport.setCamera({ flipHorizontal, flipVertical }); // without a GPU the library turns nothing over by a presentation
  }
}
