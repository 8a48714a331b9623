import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';
import type { EstimateStrength } from './strength-scale.ts';

/** Characters that are looked at: more do not make a password weaker, and the work grows with their square. */
const longest = 64;

/** Makes an estimator. Its word lists are large: this file is loaded only where a password is made. */
export function createEstimator(): EstimateStrength {
  const zxcvbn = new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs });
  return (password) => {
    const { score } = zxcvbn.check(Array.from(password).slice(0, longest).join(''), ['vmdeck']);
    // The library keeps what it looked at last.
    zxcvbn.check('');
    return score;
  };
}
