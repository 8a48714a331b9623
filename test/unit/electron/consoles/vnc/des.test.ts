import { describe, expect, it } from 'vitest';
import { answerChallenge } from '../../../../../electron/consoles/vnc/des.ts';

describe('answerChallenge', () => {
  it('is DES in ECB mode over the mirrored password (vector of FIPS 81, table B1)', () => {
    // The vector's key 0123456789abcdef, without parity bits and mirrored back into a password.
    const password = '\u0000\u0044\u0022\u0066\u0011\u0055\u0033\u0077';
    const answer = answerChallenge(Buffer.from('Now is the time '), password);
    expect(answer.toString('hex')).toBe('3fa40e8a984d48156a271787ab8883f9');
  });

  it('takes eight bytes of the password and fills a shorter one with zeros', () => {
    const challenge = Buffer.alloc(16, 0x5a);
    expect(answerChallenge(challenge, 'longpassword')).toEqual(answerChallenge(challenge, 'longpass'));
    expect(answerChallenge(challenge, 'short')).toEqual(answerChallenge(challenge, 'short\0\0\0'));
    expect(answerChallenge(challenge, 'short')).not.toEqual(answerChallenge(challenge, 'shorT'));
  });
});
