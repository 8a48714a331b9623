import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsoleProtocol, Guest, GuestIdentity } from '../guest.ts';
import { ppmOf } from '../ppm.ts';
import { Screen } from './screen.ts';
import { Viewer, type ViewerHost } from './viewer.ts';

class BuiltinGuest implements Guest {
  readonly kind = 'builtin';
  readonly pid = undefined;
  readonly spicePort = undefined;
  readonly vncPort: number;
  readonly ended: Promise<void>;
  readonly #server: Server;
  readonly #folder: string;
  readonly #host: ViewerHost;
  readonly #viewers = new Map<Viewer, Socket>();
  #ticket: { readonly password: string; readonly until: number } | undefined;
  #dumps = 0;

  constructor(server: Server, port: number, folder: string, identity: GuestIdentity) {
    this.#server = server;
    this.#folder = folder;
    this.vncPort = port;
    this.ended = new Promise((resolve) => server.once('close', resolve));
    this.#host = {
      name: identity.name,
      screen: new Screen(['TEST CONSOLE (BUILT IN), NOT A MACHINE', identity.vmId, identity.name]),
      password: () =>
        this.#ticket !== undefined && Date.now() < this.#ticket.until ? this.#ticket.password : undefined,
      changed: () => this.#refresh(),
    };
    server.on('connection', (socket) => this.#serve(socket));
  }

  async setPassword(protocol: ConsoleProtocol, password: string, validSeconds: number): Promise<void> {
    if (protocol !== 'vnc') throw new Error('The built-in console speaks no SPICE');
    this.#ticket = { password, until: Date.now() + validSeconds * 1000 };
    return Promise.resolve();
  }

  viewers(): Promise<number> {
    return Promise.resolve(this.#viewers.size);
  }

  reset(): Promise<void> {
    this.#host.screen.clear();
    this.#refresh();
    return Promise.resolve();
  }

  async screendump(): Promise<string> {
    this.#dumps += 1;
    const path = join(this.#folder, `screen-${this.#dumps}.ppm`);
    await writeFile(path, ppmOf(this.#host.screen.picture()));
    return path;
  }

  async stop(): Promise<void> {
    this.#server.close();
    for (const socket of this.#viewers.values()) socket.destroy();
    await this.ended;
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #serve(socket: Socket): void {
    // The viewer notices the end of its connection itself.
    socket.on('error', () => undefined);
    const viewer = new Viewer(socket, this.#host);
    this.#viewers.set(viewer, socket);
    void viewer.serve().then(() => this.#viewers.delete(viewer));
  }

  #refresh(): void {
    for (const viewer of this.#viewers.keys()) viewer.screenChanged();
  }
}

/** A VNC server in this process, whose picture says what it is and echoes what is typed. */
export const startBuiltin = async (identity: GuestIdentity): Promise<Guest> => {
  const folder = await mkdtemp(join(tmpdir(), 'vmdeck-rfb-'));
  const server = createServer();
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return new BuiltinGuest(server, port, folder, identity);
};
