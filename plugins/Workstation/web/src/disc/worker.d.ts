declare module 'gantry-decoder-worker?worker&inline' {
  /** The loader's decoder, with its codecs, inside the page. The build says where it is. */
  const DecoderWorker: new () => Worker;
  export default DecoderWorker;
}
