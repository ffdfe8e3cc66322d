declare module 'virtual:dicom-dictionary' {
  /** One line for each element: tag, VR, name. */
  const lines: string;
  export default lines;
}
