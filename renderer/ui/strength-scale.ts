/** From what is guessed at once to what nobody guesses, as zxcvbn scores it. */
export type Strength = 0 | 1 | 2 | 3 | 4;

export type EstimateStrength = (password: string) => Strength;
