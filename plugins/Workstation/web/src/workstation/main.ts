import './gantry-workstation.js';

// Another version of the page has come meanwhile, and the parts of this one are gone.
addEventListener('vite:preloadError', () => location.reload());
