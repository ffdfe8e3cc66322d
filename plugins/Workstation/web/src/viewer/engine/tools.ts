import {
  AngleTool, ArrowAnnotateTool, BidirectionalTool, CobbAngleTool, EllipticalROITool, Enums, LengthTool, PanTool, PlanarFreehandROITool, ProbeTool,
  RectangleROITool, StackScrollTool, ToolGroupManager, WindowLevelTool, ZoomTool, addTool,
} from '@cornerstonejs/tools';
import { drawingTools, type DrawingTool } from '../drawings/drawing.js';
import { Magnifier } from './magnifier.js';
import { ReferenceLines, type Line } from './referenceLines.js';
import type { ToolName } from './viewEngine.js';

const { MouseBindings } = Enums;

const classes = {
  window: WindowLevelTool, pan: PanTool, zoom: ZoomTool, scroll: StackScrollTool, magnify: Magnifier,
  length: LengthTool, angle: AngleTool, cobb: CobbAngleTool, bidirectional: BidirectionalTool, ellipse: EllipticalROITool, rectangle: RectangleROITool,
  freehand: PlanarFreehandROITool, probe: ProbeTool, arrow: ArrowAnnotateTool,
} satisfies Record<ToolName, unknown>;

/** The library's name of a tool. */
export const nameOfTool = (tool: ToolName): string => classes[tool].toolName;

/** What is drawn with a tool of the library, and kept; undefined for others. */
export const toolOfName = (name: string): DrawingTool | undefined => drawingTools.find((tool) => classes[tool].toolName === name);

// What is always at hand, whatever the left button does.
const always: Partial<Record<ToolName, { mouseButton?: number; numTouchPoints?: number }[]>> = {
  pan: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 2 }],
  zoom: [{ mouseButton: MouseBindings.Secondary }, { numTouchPoints: 3 }],
  scroll: [{ mouseButton: MouseBindings.Wheel }],
};

/** The tools of a viewer's views. */
export class ToolSet {
  private readonly group;

  constructor(
    private readonly id: string,
    askText: (done: (text: string) => void) => void,
    lineIn: (viewportId: string) => Line | undefined,
  ) {
    const group = ToolGroupManager.createToolGroup(id);
    if (group === undefined) {
      throw new Error(`There is a tool group ${id} already.`);
    }

    this.group = group;
    for (const tool of [...Object.values(classes), ReferenceLines]) {
      addTool(tool);
      group.addTool(tool.toolName, tool === ArrowAnnotateTool ? { getTextCallback: askText } : tool === ReferenceLines ? { lineIn } : {});
    }

    group.setToolEnabled(ReferenceLines.toolName);
    this.use('window');
  }

  /** Has the left button do something. */
  use(tool: ToolName): void {
    for (const [name, { toolName }] of Object.entries(classes)) {
      this.group.setToolPassive(toolName, { removeAllBindings: true }); // what was drawn can still be moved
      const bindings = [...(always[name as ToolName] ?? []), ...(name === tool ? [{ mouseButton: MouseBindings.Primary }] : [])];
      if (bindings.length > 0) {
        this.group.setToolActive(toolName, { bindings });
      }
    }
  }

  add(viewportId: string, engineId: string): void {
    this.group.addViewport(viewportId, engineId);
  }

  remove(viewportId: string, engineId: string): void {
    this.group.removeViewports(engineId, viewportId);
  }

  close(): void {
    ToolGroupManager.destroyToolGroup(this.id);
  }
}
