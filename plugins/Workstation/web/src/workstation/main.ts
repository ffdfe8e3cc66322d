import './gantry-workstation.js';
