/** The part of noVNC that vnc-viewer.ts uses; see docs/API.md of the package. */
declare module '@novnc/novnc' {
  interface RFBEvents {
    connect: CustomEvent;
    disconnect: CustomEvent<{ clean: boolean }>;
    credentialsrequired: CustomEvent;
    securityfailure: CustomEvent<{ status: number; reason?: string }>;
  }

  // The package exports its class as default only.
  export { RFB as default };
  class RFB {
    constructor(target: HTMLElement, channel: EventTarget, options: { shared: boolean });
    background: string;
    clipViewport: boolean;
    focusOnClick: boolean;
    resizeSession: boolean;
    scaleViewport: boolean;
    showDotCursor: boolean;
    viewOnly: boolean;
    addEventListener<E extends keyof RFBEvents>(type: E, listener: (event: RFBEvents[E]) => void): void;
    disconnect(): void;
    focus(options?: FocusOptions): void;
    sendKey(keysym: number, code: string, down: boolean): void;
  }
}
