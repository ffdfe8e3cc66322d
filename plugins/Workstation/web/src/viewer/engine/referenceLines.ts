import type { Types } from '@cornerstonejs/core';
import { AnnotationDisplayTool, drawing, type Types as ToolTypes } from '@cornerstonejs/tools';

/** Where a line is drawn in a view, in pixels of the page from the corner of its element. */
export type Line = readonly [from: Types.Point2, to: Types.Point2];

/**
 * Draws in each view where the image of another cuts its own, as `lineIn` of its configuration tells by the viewport's id.
 * The library's own goes beyond the images, and takes the first viewer of a page for all of them.
 */
export class ReferenceLines extends AnnotationDisplayTool {
  static override toolName = 'GantryReferenceLines';

  constructor(properties: ToolTypes.PublicToolProps = {}) {
    super(properties, { supportedInteractionTypes: [], configuration: {} });
  }

  override renderAnnotation = ({ viewport }: Types.IEnabledElement, svg: ToolTypes.SVGDrawingHelper): boolean => {
    const { lineIn } = this.configuration as { lineIn?: (viewportId: string) => Line | undefined };
    const line = lineIn?.(viewport.id);
    if (!line) {
      return false;
    }

    drawing.drawLine(svg, 'reference', 'line', [...line[0]], [...line[1]], { color: 'rgb(255, 255, 0)', lineWidth: 1.5 }, 'reference-line');
    return true;
  };
}
