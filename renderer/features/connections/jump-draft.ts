import type { ConnectionDraft, ConnectionSettings } from '../../../shared/model/connection.ts';
import { readHostKey, type ConnectionJump } from '../../../shared/model/jump.ts';

/** The fields of the form that are about the jump host. */
export interface JumpText {
  readonly jump: boolean;
  readonly jumpHost: string;
  readonly jumpPort: string;
  readonly jumpUser: string;
  readonly jumpLogin: ConnectionJump['login'];
  readonly jumpPassword: string;
  readonly jumpKey: string;
  readonly jumpPassphrase: string;
  readonly jumpHostKey: string;
}

export const jumpFields = [
  ...(['jumpHost', 'jumpPort', 'jumpUser', 'jumpPassword', 'jumpKey', 'jumpPassphrase', 'jumpHostKey'] as const),
];

/** Where SSH servers listen unless somebody moved them (RFC 4250, section 4.5). */
const usualPort = 22;

export const jumpText = ({ jump }: Pick<ConnectionSettings, 'jump'>): JumpText => ({
  jump: jump !== null,
  jumpHost: jump?.host ?? '',
  jumpPort: String(jump?.port ?? usualPort),
  jumpUser: jump?.user ?? '',
  jumpLogin: jump?.login ?? 'password',
  ...{ jumpPassword: '', jumpKey: '', jumpPassphrase: '' },
  jumpHostKey: jump?.hostKey ?? '',
});

/** The jump host of a draft, before it is checked. */
export function jumpOf(text: JumpText): unknown {
  if (!text.jump) return null;
  const hostKey = text.jumpHostKey.trim() === '' ? null : readHostKey(text.jumpHostKey);
  const port = text.jumpPort.trim() === '' ? Number.NaN : Number(text.jumpPort);
  return { host: text.jumpHost, port, user: text.jumpUser, login: text.jumpLogin, hostKey };
}

/** What was typed for the chosen way to log in; what was left empty is kept as it is stored. */
export function jumpSecrets(text: JumpText): ConnectionDraft['secrets'] {
  if (!text.jump) return {};
  if (text.jumpLogin === 'password') return text.jumpPassword === '' ? {} : { jumpPassword: text.jumpPassword };
  return {
    ...(text.jumpKey.trim() !== '' && { jumpKey: text.jumpKey }),
    ...(text.jumpPassphrase !== '' && { jumpPassphrase: text.jumpPassphrase }),
  };
}

/** The field of the form that a problem of `jump` is about. */
export const jumpFieldOf = (part: PropertyKey | undefined): (typeof jumpFields)[number] => {
  const fields = { port: 'jumpPort', user: 'jumpUser', hostKey: 'jumpHostKey' } as const;
  return part === 'port' || part === 'user' || part === 'hostKey' ? fields[part] : 'jumpHost';
};
