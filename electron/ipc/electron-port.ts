import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { bindRequests, type BindOptions, type Bound } from './bind.ts';

/** {@link bindRequests} on Electron's own port. */
export const bindElectron = (options: Omit<BindOptions<IpcMainEvent | IpcMainInvokeEvent>, 'port'>): Bound =>
  bindRequests({ ...options, port: ipcMain });
