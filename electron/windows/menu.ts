import { Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * macOS needs an application menu for copy, paste and quit to work. Elsewhere the windows have their own bars, and a
 * menu would take keys that belong to a guest.
 */
export function installMenu(platform: NodeJS.Platform): void {
  const roles: MenuItemConstructorOptions[] = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }];
  Menu.setApplicationMenu(platform === 'darwin' ? Menu.buildFromTemplate(roles) : null);
}
