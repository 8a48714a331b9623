/**
 * Scan codes of the PC keyboard (IBM set 1, as QEMU and SPICE take them) by `KeyboardEvent.code`, so that a key means
 * its place on the keyboard and the guest's own layout decides what it types. 0xe0xx are the keys with prefix 0xe0.
 */
const rows: readonly (readonly [first: number, codes: string])[] = [
  [0x01, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab'],
  [0x10, 'KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft'],
  [0x1e, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash'],
  [0x2c, 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock'],
  [0x3b, 'F1 F2 F3 F4 F5 F6 F7 F8 F9 F10'],
  [0x45, 'NumLock ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'],
  [0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'],
  [0x56, 'IntlBackslash F11 F12 NumpadEqual'],
  [0x70, 'KanaMode'],
  [0x73, 'IntlRo'],
  [0x79, 'Convert'],
  [0x7b, 'NonConvert'],
  [0x7d, 'IntlYen NumpadComma'],
  [0xe01c, 'NumpadEnter ControlRight'],
  [0xe020, 'AudioVolumeMute'],
  [0xe02e, 'AudioVolumeDown'],
  [0xe030, 'AudioVolumeUp'],
  [0xe035, 'NumpadDivide'],
  [0xe037, 'PrintScreen AltRight'],
  [0xe047, 'Home ArrowUp PageUp'],
  [0xe04b, 'ArrowLeft'],
  [0xe04d, 'ArrowRight'],
  [0xe04f, 'End ArrowDown PageDown Insert Delete'],
  [0xe05b, 'MetaLeft MetaRight ContextMenu'],
];

const table: ReadonlyMap<string, number> = new Map(
  rows.flatMap(([first, codes]) => codes.split(' ').map((code, index) => [code, first + index] as const)),
);

/** Pause is a sequence of its own, with prefix 0xe1 and no release worth the name. */
const pause = { down: 0x451de1, up: 0xc59de1 };

/**
 * What SPICE_MSGC_INPUTS_KEY_DOWN or KEY_UP carries for a key: up to four bytes, the first in the lowest place
 * (SPICE protocol, inputs channel). Null for a key that PC keyboards do not have.
 */
export function spiceScancode(code: string, down: boolean): number | null {
  if (code === 'Pause') return down ? pause.down : pause.up;
  const make = table.get(code);
  if (make === undefined) return null;
  const last = (make & 0xff) | (down ? 0 : 0x80);
  return make > 0xff ? 0xe0 | (last << 8) : last;
}
