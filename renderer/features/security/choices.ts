/** Numbers to choose from, in order, with the present one among them wherever it came from; 0 is a choice of its own. */
export const withPresent = (choices: readonly number[], present: number): readonly number[] =>
  present === 0 || choices.includes(present) ? choices : [...choices, present].sort((a, b) => a - b);
