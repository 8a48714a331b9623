/** Writes so many entries into the log of a folder, one at a time: `write-log.ts FOLDER COUNT`. */
import { AuditFolder, type Repair } from '../../../../../electron/audit/folder.ts';
import type { LineContent } from '../../../../../electron/audit/line.ts';
import { systemClock } from '../../../../../electron/services/system-clock.ts';

const [, , folder = '', count = '0'] = process.argv;
const log = new AuditFolder({ folder, clock: systemClock, rotateAt: 1_000_000 });
const deed = (action: string): LineContent => ({
  ...{ at: Date.now(), user: 'ann', client: 'cli', connection: null, vm: null, action, parameters: {} },
  ...{ outcome: 'done', error: null, durationMs: null, requestId: null, operationId: 'x' },
});
const tell = (repair: Repair): LineContent => deed(`audit.${repair.kind}`);
const { signal } = new AbortController();
for (let left = Number(count); left > 0; left -= 1) await log.append([deed('other')], tell, signal);
