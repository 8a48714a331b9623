import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pem } from '../../../support/tls-front.ts';
import { sees, freePort, start, temporaryFolder } from './process.ts';

interface Guest {
  readonly vncPort: number;
  readonly spicePort: number;
}

interface Options {
  readonly vncPassword: string | null;
  readonly spicePassword: string;
  /** A certificate of the tests' collection, or TLS without any. */
  readonly tls?: { readonly certificate: string } | 'anonymous';
  /** A SPICE channel that the server allows over TLS alone, beside a plain port. */
  readonly secureChannel?: string;
}

/** A folder as QEMU's TLS objects and its SPICE server want it. */
async function certificateFolder(certificate: string): Promise<string> {
  const folder = await temporaryFolder();
  const [key, authority, own] = [pem('test-only-key'), pem('ca'), pem(certificate)];
  await writeFile(join(folder, 'server-key.pem'), key, { mode: 0o600 });
  await writeFile(join(folder, 'ca-cert.pem'), authority);
  await writeFile(join(folder, 'server-cert.pem'), own);
  return folder;
}

/** A guest without a disk, whose firmware draws, with both consoles. QEMU reads passwords from files. */
export async function openGuest({ vncPassword, spicePassword, tls, secureChannel }: Options): Promise<Guest> {
  const folder = await temporaryFolder();
  const [vncFile, spiceFile] = [join(folder, 'vnc'), join(folder, 'spice')];
  await writeFile(vncFile, vncPassword ?? '', { mode: 0o600 });
  await writeFile(spiceFile, spicePassword, { mode: 0o600 });
  const [vncPort, spicePort, sparePort] = [await freePort(), await freePort(), await freePort()];
  const certificates = tls === undefined || tls === 'anonymous' ? null : await certificateFolder(tls.certificate);
  // What an expired certificate does is up to the client: QEMU would not even start with it.
  const object =
    certificates === null
      ? 'tls-creds-anon,id=tls,endpoint=server'
      : `tls-creds-x509,id=tls,dir=${certificates},endpoint=server,verify-peer=off,sanity-check=off`;
  const spicePorts =
    certificates === null
      ? `port=${spicePort}`
      : secureChannel === undefined
        ? `tls-port=${spicePort},x509-dir=${certificates}`
        : `port=${spicePort},tls-port=${sparePort},x509-dir=${certificates},tls-channel=${secureChannel}`;
  const child = start('qemu-system-x86_64', [
    ...['-nodefaults', '-accel', 'tcg', '-m', '64', '-vga', 'qxl', '-display', 'none', '-S'],
    ...['-object', `secret,id=vncpw,file=${vncFile}`, '-object', `secret,id=sppw,file=${spiceFile}`],
    ...(tls === undefined ? [] : ['-object', object]),
    '-vnc',
    [
      `127.0.0.1:${vncPort - 5900}`,
      ...(vncPassword === null ? [] : ['password-secret=vncpw']),
      ...(tls === undefined ? [] : ['tls-creds=tls']),
    ].join(','),
    ...['-spice', `${spicePorts},addr=127.0.0.1,password-secret=sppw`],
    ...['-qmp', 'stdio'],
  ]);
  // QEMU greets early, but answers only from its main loop, when its displays listen.
  child.stdin?.write('{"execute":"qmp_capabilities"}\n');
  await sees(child, 1, /"return"/);
  return { vncPort, spicePort };
}

/** The same without TLS. */
export const startGuest = (vncPassword: string, spicePassword: string): Promise<Guest> =>
  openGuest({ vncPassword, spicePassword });
