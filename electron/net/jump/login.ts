import type { AuthHandlerMiddleware, ParsedKey, Prompt } from 'ssh2';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Peer } from '../failures.ts';
import type { Secret } from '../../../shared/util/secret.ts';

/** What somebody logs in with; read at every login. */
export type JumpLogin =
  | { readonly kind: 'password'; readonly password: () => Promise<Secret> }
  | { readonly kind: 'key'; readonly key: () => Promise<Secret>; readonly passphrase: () => Promise<Secret> };

/** The same, made ready for one login. */
export type Proof =
  { readonly kind: 'password'; readonly password: Secret } | { readonly kind: 'key'; readonly key: ParsedKey };

interface LoginParts {
  readonly jump: Peer;
  readonly user: string;
  readonly proof: Proof;
  /** Nothing that we have is left, or nothing of it is allowed. */
  readonly onRefused: (error: AppError) => void;
}

/** One hidden question is taken for the one after the password; what else a host asks nobody here can answer. */
const answers = (prompts: readonly Prompt[], password: Secret): string[] =>
  prompts.map(({ echo }) => (prompts.length === 1 && echo !== true ? password.reveal() : ''));

/**
 * Asks the host what it allows (method `none`, RFC 4252, section 5.2) and then tries ours, once: with a password
 * `password`, else `keyboard-interactive` (RFC 4256), whose first question is answered with it.
 */
export function createLogin({ jump, user, proof, onRefused }: LoginParts): AuthHandlerMiddleware {
  let isTried = false;
  return (left: readonly string[] | null, isPartial, next) => {
    if (left === null) {
      next({ type: 'none', username: user });
      return;
    }
    const refuse = (): void => {
      const detail = isPartial ? { detail: { code: 'partial success' } } : {};
      onRefused(new AppError('jump.login', { jump: jump.host, user, methods: left.join(', ') }, detail));
    };
    if (isTried) {
      refuse();
      return;
    }
    isTried = true;
    if (proof.kind === 'key') {
      if (left.includes('publickey')) next({ type: 'publickey', username: user, key: proof.key });
      else refuse();
      return;
    }
    if (left.includes('password')) {
      next({ type: 'password', username: user, password: proof.password.reveal() });
      return;
    }
    if (!left.includes('keyboard-interactive')) {
      refuse();
      return;
    }
    let isAnswered = false;
    next({
      type: 'keyboard-interactive',
      username: user,
      prompt: (_name, _instructions, _language, prompts, finish) => {
        // The password goes out once: a second question is about something else.
        finish(isAnswered ? prompts.map(() => '') : answers(prompts, proof.password));
        isAnswered = true;
      },
    });
  };
}
