// vtk.js writes XML files with it, by Node's own modules, which no browser has; nothing here writes any.
export const create = (): never => {
  throw new Error('Writing XML is not supported.');
};
