import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sees, freePort, start, temporaryFolder } from './process.ts';

interface Guest {
  readonly vncPort: number;
  readonly spicePort: number;
}

/** A guest without a disk, whose firmware draws; both consoles want a password, which QEMU reads from a file. */
export async function startGuest(vncPassword: string, spicePassword: string): Promise<Guest> {
  const folder = await temporaryFolder();
  const [vncFile, spiceFile] = [join(folder, 'vnc'), join(folder, 'spice')];
  await writeFile(vncFile, vncPassword, { mode: 0o600 });
  await writeFile(spiceFile, spicePassword, { mode: 0o600 });
  const [vncPort, spicePort] = [await freePort(), await freePort()];
  const child = start('qemu-system-x86_64', [
    ...['-nodefaults', '-accel', 'tcg', '-m', '64', '-vga', 'qxl', '-display', 'none', '-S'],
    ...['-object', `secret,id=vncpw,file=${vncFile}`, '-vnc', `127.0.0.1:${vncPort - 5900},password-secret=vncpw`],
    ...['-object', `secret,id=sppw,file=${spiceFile}`],
    ...['-spice', `port=${spicePort},addr=127.0.0.1,password-secret=sppw`],
    ...['-qmp', 'stdio'],
  ]);
  // QEMU greets early, but answers only from its main loop, when its displays listen.
  child.stdin?.write('{"execute":"qmp_capabilities"}\n');
  await sees(child, 1, /"return"/);
  return { vncPort, spicePort };
}
