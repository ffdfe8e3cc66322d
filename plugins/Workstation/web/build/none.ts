// The decoders ask for modules of Node where they run in it, and never in a browser.
export default {};
