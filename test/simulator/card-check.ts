/** The card check under the name that card tests import. */
export { checkCard, type CardFault } from './card-check/index.js';
