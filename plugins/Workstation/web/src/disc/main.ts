import './gantry-disc.js';
