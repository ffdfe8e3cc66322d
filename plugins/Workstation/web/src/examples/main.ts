import './gantry-examples.js';
