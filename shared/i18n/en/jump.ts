import type { Messages } from '../message.ts';

/** Jump hosts: failures, screens, command line. */
export const enJump = {
  'error.jump.unreachable': 'The jump host {jump} cannot be reached on port {port}.',
  'error.jump.unreachable.do':
    'Check the address and the port of the jump host, and the way to it. The details hold the cause.',
  'error.jump.not-ssh': 'What answers at {jump}, port {port}, is not an SSH server.',
  'error.jump.not-ssh.do': 'Check the address and the port of the jump host.',
  'error.jump.handshake': 'No secure SSH connection to {jump}, port {port}, could be agreed on.',
  'error.jump.handshake.do':
    'The jump host may offer only outdated encryption, or have no host key of a kind that is accepted. The details hold the cause.',
  'error.jump.host-key-unknown': 'Nobody has confirmed the host key of {jump}, port {port}, yet. It shows: {actual}.',
  'error.jump.host-key-unknown.do':
    'Compare the fingerprint with the one that the administrator of the jump host tells you by another way, and trust it only if they are the same.',
  'error.jump.host-key-changed':
    'The host key of {jump}, port {port}, is not the one that this connection trusts. Expected: {expected}. Shown: {actual}.',
  'error.jump.host-key-changed.do':
    'Ask the administrator whether the host was set up anew, and compare the fingerprint before you trust the new one. Otherwise somebody may be intercepting the connection.',
  'error.jump.login': 'The jump host {jump} did not let {user} in. It accepts: {methods}.',
  'error.jump.login.do':
    'Check the user name and the password or key. A login that was refused is tried again after five minutes at the earliest; Test tries at once.',
  'error.jump.key-unreadable': 'The private key for the jump host cannot be read.',
  'error.jump.key-unreadable.do':
    'Enter the whole text of the private key, from its BEGIN line to its END line: as ssh-keygen, OpenSSL or PuTTY write it.',
  'error.jump.key-passphrase': 'The passphrase of the private key for the jump host is missing or wrong.',
  'error.jump.key-passphrase.do': 'Enter the passphrase of the key again.',
  'error.jump.forbidden': 'The jump host {jump} does not allow connections through it to {host}, port {port}.',
  'error.jump.forbidden.do':
    'Ask its administrator to allow TCP forwarding to this address for your user (AllowTcpForwarding, PermitOpen).',
  'error.jump.no-way': 'The jump host {jump} cannot reach {host} on port {port}.',
  'error.jump.no-way.do':
    'Check that {host} is the name or address under which the jump host knows the server. The details hold its answer.',
  'error.jump.lost': 'The connection to the jump host {jump} was lost.',
  'error.jump.lost.do': 'Try again: the next call connects anew.',
  'error.connection.jump-secret-needed':
    'The stored password or key belongs to another jump host, another host key or another user, so it was not used.',
  'error.connection.jump-secret-needed.do': 'Enter the password or the private key for the jump host again.',

  'connection.section.jump': 'SSH jump host',
  'connection.jump': 'Reach the cloud through an SSH jump host',
  'connection.jump.hint': 'API and consoles go through it. It is reached through the proxy, if there is one.',
  'connection.jump.host': 'Jump host',
  'connection.jump.port': 'Port',
  'connection.jump.wrong': 'Give a host and a port from 1 to 65535.',
  'connection.jump.user': 'User',
  'connection.jump.user.wrong': 'Give the name that you log in with.',
  'connection.jump.login': 'Log in with',
  'connection.jump.login.password': 'Password',
  'connection.jump.login.key': 'Private key',
  'connection.jump.password': 'Password for the jump host',
  'connection.jump.key': 'Private key for the jump host',
  'connection.jump.key.hint': 'The text of the key file, of OpenSSH, PEM or PuTTY.',
  'connection.jump.secret.kept': 'Leave empty to keep the stored one.',
  'connection.jump.passphrase': 'Passphrase of the key',
  'connection.jump.passphrase.hint': 'Empty: the key has none.',
  'connection.jump.secret.wrong': 'This is too long.',
  'connection.jump.host-key': 'Trusted host key',
  'connection.jump.host-key.hint': 'Empty: you are asked when the host is first met.',
  'connection.jump.host-key.wrong': 'Give a fingerprint as OpenSSH shows it: SHA256: and 43 characters.',

  'host-key.shown': 'Host key',
  'host-key.expected': 'Trusted until now',
  'host-key.accepted': 'This connection trusts this host key.',
  'host-key.unknown.what':
    'Compare the fingerprint with the one that the administrator of the jump host tells you by another way, such as the telephone. Only if they are the same, trust it: from then on this connection logs in to no host with another key.',
  'host-key.changed.what':
    'The host may have been set up anew, or somebody is between you and it. Nobody has been logged in to it. Ask the administrator, and compare the new fingerprint.',
  'host-key.trust': 'Trust this host key',
  'host-key.trust-new': 'Trust the new host key',

  'doctor.step.jump': 'SSH jump host',
  'doctor.said.by-jump': 'The jump host does this, not this computer.',
  'doctor.said.connected-jump': 'The jump host connects to port {port}.',
  'doctor.said.jump': 'The host key is the trusted one ({key}), and {user} is let in.',

  'cli.connection.host-key': 'Host key of the jump host',
  'cli.option.jump': 'none, or ssh://USER@HOST[:PORT]',
  'cli.option.jump-login': 'What the jump host is given',
  'cli.option.jump-host-key': 'Believe only the jump host with this key: SHA256:…, as ssh-keygen -l shows it',
  'cli.option.jump-password-stdin': 'Read the password for the jump host from standard input',
  'cli.option.jump-key-stdin': 'Read the private key for the jump host from standard input',
  'cli.option.jump-passphrase-stdin': 'Read the passphrase of that key from standard input',
  'cli.option.host-key-shown': 'Trust the host key with this fingerprint, which the jump host has to show now',
} as const satisfies Messages;
