import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { bindRequests, type BindOptions } from './bind.ts';

/** {@link bindRequests} on Electron's own port. */
export const bindElectron = (options: Omit<BindOptions<IpcMainEvent | IpcMainInvokeEvent>, 'port'>): void =>
  bindRequests({ ...options, port: ipcMain });
