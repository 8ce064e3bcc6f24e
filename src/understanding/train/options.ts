import type { TrainOptions } from './softmax.js';

/** The values in use; found by cross-validation over the families of the training part. */
export const OPTIONS: TrainOptions = {
  epochs: 16,
  rate: 0.05,
  decay: 1e-4,
  minimum: 2,
  seed: 20261125,
  bags: 10,
};

/** For the models that see one sign at a time: many examples, so fewer rounds and rarer features left out. */
export const SIGN_OPTIONS: TrainOptions = { ...OPTIONS, epochs: 6, bags: 1, minimum: 3 };
