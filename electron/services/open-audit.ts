import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { AuditEntry } from '../../shared/model/audit.ts';
import { AuditFolder } from '../audit/folder.ts';
import { readAuditSettings } from '../audit/settings.ts';
import { Syslog } from '../audit/syslog.ts';
import { unsentOf } from '../audit/unsent.ts';
import { createSystemRoots } from '../net/system-roots.ts';
import { AuditLog } from './audit.ts';
import { refuseOwnFiles } from './own-files.ts';
import type { Log } from './ports.ts';
import { systemClock } from './system-clock.ts';

/** Bytes of one file of the log: some ten thousand entries. */
const rotateAt = 5 * 1024 * 1024;

/** The user as the operating system names them; by number in a container that has no name for them. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? '?');
  }
}

/**
 * The audit log of the folder that holds a vault, and the way to syslog that an administrator has set there, where what
 * was not sent before is sent at once. Where there is a vault already there should be a log too, which tells of the vault's making.
 */
export async function openAudit(vaultPath: string, client: AuditEntry['client'], log: Log): Promise<AuditLog> {
  const clock = systemClock;
  const dataFolder = dirname(vaultPath);
  const isExpected = await access(vaultPath).then(
    () => true,
    () => false,
  );
  const { target, problem } = await readAuditSettings(join(dataFolder, 'audit.json'));
  const folder = new AuditFolder({ folder: join(dataFolder, 'audit'), clock, rotateAt, isExpected });
  const relay =
    target === null
      ? null
      : new Syslog({
          ...{ target, clock, unsent: unsentOf(folder), origin: { host: hostname(), pid: process.pid } },
          roots: createSystemRoots(),
          onTrouble: (error) => audit.relayTrouble(error),
        });
  const audit: AuditLog = new AuditLog({
    ...{ relay, clock, log, client, newId: () => randomUUID(), user: userName(), refuses: client === 'cli' },
    refuseOwnFiles: (path) => refuseOwnFiles(path, vaultPath),
    folder,
  });
  if (problem !== null) audit.relayTrouble(problem);
  return audit;
}
