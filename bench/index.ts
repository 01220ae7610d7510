/** `npm run bench`: every measurement, one table after the other. Measures; asserts nothing. */
import './integrator';
import './scipy-comparison';
import './allocation';
import './expansion';
import './click-to-curve';
import './critical';
import './sweep';
import './open-project';
import './idle';
