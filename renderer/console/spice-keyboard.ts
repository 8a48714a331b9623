import { spiceScancode } from './scancodes.ts';
import type { SpiceMessage } from './spice-types.ts';

/** SPICE_MSGC_INPUTS_KEY_DOWN and SPICE_MSGC_INPUTS_KEY_UP. */
const messageType = { down: 101, up: 102 } as const;
/** Mini header: message type in 2 bytes, size in 4. */
const headerSize = 6;

/** A key message with its mini header, little-endian, as the library's `send_msg` takes it. */
export function keyMessage(scancode: number, down: boolean): SpiceMessage {
  const size = 4;
  return {
    buffer_size: () => headerSize + size,
    to_buffer: (buffer) => {
      const view = new DataView(buffer);
      view.setUint16(0, down ? messageType.down : messageType.up, true);
      view.setUint32(2, size, true);
      view.setUint32(headerSize, scancode, true);
    },
  };
}

type Press = Pick<KeyboardEvent, 'code' | 'preventDefault' | 'stopImmediatePropagation'>;

/**
 * Types into a SPICE session by scan codes. It takes the place of spice-html5's own key handlers, which go by the
 * deprecated `keyCode` of a US keyboard and lose every key that they do not list.
 */
export class SpiceKeyboard {
  readonly #send: (message: SpiceMessage) => void;
  readonly #pressed = new Set<string>();
  enabled = true;

  constructor(send: (message: SpiceMessage) => void) {
    this.#send = send;
  }

  press(code: string): void {
    const scancode = spiceScancode(code, true);
    if (scancode === null || !this.enabled) return;
    this.#pressed.add(code);
    this.#send(keyMessage(scancode, true));
  }

  release(code: string): void {
    const scancode = spiceScancode(code, false);
    if (scancode === null || !this.#pressed.delete(code)) return;
    this.#send(keyMessage(scancode, false));
    // macOS reports no release of the keys that were pressed together with Command.
    if (code.startsWith('Meta')) this.releaseAll();
  }

  /** No key stays down in the guest when its release goes elsewhere. */
  releaseAll(): void {
    for (const code of [...this.#pressed]) this.release(code);
  }

  /** Listens in the capturing phase, ahead of the library. Returns its own remover. */
  attach(element: HTMLElement, page: Window): () => void {
    const take = (event: Press, act: () => void): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      act();
    };
    const down = (event: KeyboardEvent): void => take(event, () => this.press(event.code));
    const up = (event: KeyboardEvent): void => take(event, () => this.release(event.code));
    const away = (): void => this.releaseAll();
    element.addEventListener('keydown', down, true);
    element.addEventListener('keyup', up, true);
    element.addEventListener('focusout', away);
    page.addEventListener('blur', away);
    return () => {
      away();
      element.removeEventListener('keydown', down, true);
      element.removeEventListener('keyup', up, true);
      element.removeEventListener('focusout', away);
      page.removeEventListener('blur', away);
    };
  }
}
