import type { Command } from '../command.ts';
import { actionCommands } from './action.ts';
import { apiCommands } from './api.ts';
import { auditCommands } from './audit.ts';
import { cloudCommands } from './cloud.ts';
import { connectionCommands } from './connection.ts';
import { transferCommands } from './connection-transfer.ts';
import { doctorCommands } from './connection-doctor.ts';
import { trustCommands } from './connection-trust.ts';
import { consoleCommands } from './console.ts';
import { snapshotCommands } from './snapshot.ts';
import { usbCommands } from './usb.ts';
import { vaultCommands } from './vault.ts';
import { vmCommands } from './vm.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...vaultCommands,
  ...connectionCommands,
  ...trustCommands,
  ...doctorCommands,
  ...transferCommands,
  ...vmCommands,
  ...snapshotCommands,
  ...usbCommands,
  ...consoleCommands,
  ...actionCommands,
  ...cloudCommands,
  ...apiCommands,
  ...auditCommands,
];
