import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { createHash, generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';

export interface PasswordSshServer {
  readonly port: number;
  /** Its host key, as OpenSSH shows it. */
  readonly hostKey: string;
  /** What clients tried to log in by, passwords included. */
  readonly tries: readonly string[];
  stop(): Promise<void>;
}

export interface PasswordRules {
  readonly user: string;
  readonly password: string;
  /** What it lets clients log in by. */
  readonly methods: readonly ('password' | 'keyboard-interactive' | 'publickey')[];
  /** Questions beside the one for the password. */
  readonly questions?: readonly string[];
}

/**
 * An SSH server for logins with a password, for which OpenSSH's own needs PAM and root. It forwards TCP and nothing else.
 */
export async function startPasswordSshServer(rules: PasswordRules): Promise<PasswordSshServer> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ format: 'pem', type: 'pkcs1' }).toString();
  const key = ssh2.utils.parseKey(pem);
  if (key instanceof Error) throw key;
  const hostKey = `ssh-rsa SHA256:${createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  const tries: string[] = [];
  const sockets = new Set<Socket>();
  const methods = [...rules.methods];
  const sshServer = new ssh2.Server({ hostKeys: [pem] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      const isUser = context.username === rules.user;
      const decide = (isRight: boolean): void => {
        if (isUser && isRight) context.accept();
        else context.reject(methods);
      };
      if (context.method === 'password' && methods.includes('password')) {
        tries.push(`password ${context.password}`);
        decide(context.password === rules.password);
      } else if (context.method === 'keyboard-interactive' && methods.includes('keyboard-interactive')) {
        const more = (rules.questions ?? []).map((prompt) => ({ prompt, echo: true }));
        context.prompt([{ prompt: 'Password: ', echo: false }, ...more], (answers) => {
          tries.push(`keyboard-interactive ${answers.join('|')}`);
          decide(answers[0] === rules.password && answers.length === 1);
        });
      } else context.reject(methods);
    });
    client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
      const target = connect(destPort, destIP);
      target
        .on('error', () => undefined)
        .once('connect', () => {
          const channel = accept();
          channel.pipe(target).pipe(channel);
        });
    });
  });
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    sshServer.injectSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    ...{ port: (server.address() as AddressInfo).port, hostKey, tries },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
