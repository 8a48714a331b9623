import { beforeAll, describe, expect, it } from 'vitest';
import { spiceScancode } from '../../../../renderer/console/scancodes.ts';
import { combos, terminalCombo, terminalNumbers } from '../../../../renderer/console/key-combos.ts';
import { keyMessage, SpiceKeyboard } from '../../../../renderer/console/spice-keyboard.ts';

describe('spiceScancode', () => {
  let witness: Readonly<Record<string, number>>;

  beforeAll(async () => {
    const path = new URL('../../../../node_modules/@novnc/novnc/core/input/xtscancodes.js', import.meta.url).href;
    witness = ((await import(/* @vite-ignore */ path)) as { default: Record<string, number> }).default;
  });

  it('agrees with an independent table on every key of a PC keyboard', () => {
    // Print Screen differs on purpose: the table has SysRq, a key of its own only with Alt.
    const other = new Set(['PrintScreen', 'Pause']);
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`);
    const digits = Array.from('0123456789', (digit) => [`Digit${digit}`, `Numpad${digit}`]).flat();
    const rest =
      'Escape Minus Equal Backspace Tab BracketLeft BracketRight Enter ControlLeft Semicolon Quote Backquote ShiftLeft ' +
      'Backslash Comma Period Slash ShiftRight AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 NumLock ' +
      'ScrollLock IntlBackslash NumpadMultiply NumpadAdd NumpadSubtract NumpadDecimal NumpadDivide NumpadEnter ' +
      'ControlRight AltRight Home End PageUp PageDown Insert Delete ArrowUp ArrowDown ArrowLeft ArrowRight MetaLeft ' +
      'MetaRight ContextMenu IntlRo IntlYen KanaMode Convert NonConvert';
    const differing = [...letters, ...digits, ...rest.split(' ')].filter((code) => {
      const make = witness[code];
      const own = spiceScancode(code, true);
      const expected = make === undefined || make < 0x100 ? make : 0xe0 | ((make & 0xff) << 8);
      return !other.has(code) && own !== expected;
    });
    expect(differing).toEqual([]);
  });

  it('marks the release in the last byte and keeps the prefix in the first', () => {
    expect(spiceScancode('KeyA', false)).toBe(0x9e);
    expect(spiceScancode('Delete', true)).toBe(0x53e0);
    expect(spiceScancode('Delete', false)).toBe(0xd3e0);
    expect(spiceScancode('Unidentified', true)).toBeNull();
  });

  it('has every key that the menu sends', () => {
    const sent = [...Object.values(combos), ...terminalNumbers.map(terminalCombo)].flat();
    expect(sent.filter(({ code }) => spiceScancode(code, true) === null)).toEqual([]);
    expect(terminalCombo(12).at(-1)).toEqual({ code: 'F12', keysym: 0xffc9 });
  });
});

describe('keyMessage', () => {
  it('is a key message with a mini header, little-endian', () => {
    const message = keyMessage(0x53e0, true);
    const buffer = new ArrayBuffer(message.buffer_size());
    message.to_buffer(buffer);
    expect([...new Uint8Array(buffer)]).toEqual([101, 0, 4, 0, 0, 0, 0xe0, 0x53, 0, 0]);
  });
});

describe('SpiceKeyboard', () => {
  const typing = (): { keyboard: SpiceKeyboard; sent: string[] } => {
    const sent: string[] = [];
    const keyboard = new SpiceKeyboard((message) => {
      const view = new DataView(new ArrayBuffer(message.buffer_size()));
      message.to_buffer(view.buffer);
      sent.push(`${view.getUint16(0, true)}:${view.getUint32(6, true).toString(16)}`);
    });
    return { keyboard, sent };
  };

  it('releases what is still down when the focus goes', () => {
    const { keyboard, sent } = typing();
    keyboard.press('ControlLeft');
    keyboard.press('KeyC');
    keyboard.release('KeyC');
    keyboard.releaseAll();
    keyboard.releaseAll();
    expect(sent).toEqual(['101:1d', '101:2e', '102:ae', '102:9d']);
  });

  it('repeats a key that is held, and releases it once', () => {
    const { keyboard, sent } = typing();
    keyboard.press('KeyA');
    keyboard.press('KeyA');
    keyboard.release('KeyA');
    keyboard.release('KeyA');
    expect(sent).toEqual(['101:1e', '101:1e', '102:9e']);
  });

  it('presses nothing while it is off, but still lets go', () => {
    const { keyboard, sent } = typing();
    keyboard.press('KeyA');
    keyboard.enabled = false;
    keyboard.press('KeyB');
    keyboard.release('KeyA');
    expect(sent).toEqual(['101:1e', '102:9e']);
  });

  it('releases the keys held with the Windows or Command key together with it', () => {
    const { keyboard, sent } = typing();
    keyboard.press('MetaLeft');
    keyboard.press('KeyC');
    keyboard.release('MetaLeft');
    expect(sent).toEqual(['101:5be0', '101:2e', '102:dbe0', '102:ae']);
  });
});
