/** A key by its place (`KeyboardEvent.code`) and by its X11 keysym, for servers that take only one of the two. */
export interface KeyStroke {
  readonly code: string;
  readonly keysym: number;
}

export type ComboName = 'ctrl-alt-del' | 'alt-tab' | 'alt-f4' | 'print-screen' | 'windows';

const ctrl: KeyStroke = { code: 'ControlLeft', keysym: 0xffe3 };
const alt: KeyStroke = { code: 'AltLeft', keysym: 0xffe9 };
const functionKey = (number: number): KeyStroke => ({ code: `F${number}`, keysym: 0xffbd + number });

/** Keys that this computer keeps for itself, so that a menu sends them. */
export const combos: Readonly<Record<ComboName, readonly KeyStroke[]>> = {
  'ctrl-alt-del': [ctrl, alt, { code: 'Delete', keysym: 0xffff }],
  'alt-tab': [alt, { code: 'Tab', keysym: 0xff09 }],
  'alt-f4': [alt, functionKey(4)],
  'print-screen': [{ code: 'PrintScreen', keysym: 0xff61 }],
  windows: [{ code: 'MetaLeft', keysym: 0xffeb }],
};

/** Ctrl-Alt-F1 to F12 switch between the text consoles of a Linux guest. */
export const terminalNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

export const terminalCombo = (number: number): readonly KeyStroke[] => [ctrl, alt, functionKey(number)];
