/** Ways to a VM's screen. */
export const consoleActions = ['console-vnc', 'console-spice'] as const;
export type ConsoleAction = (typeof consoleActions)[number];
