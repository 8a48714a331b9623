import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { displayModule, lifetimeModule } from './scripts.ts';

describe('openDisplay', () => {
  it('starts a virtual display where there is none, says so, and ends it', { timeout: 30_000 }, async () => {
    const said: string[] = [];
    const socket = await lifetimeModule.withLifetime(async (lifetime) => {
      const env = { PATH: process.env['PATH'] };
      const display = await displayModule.openDisplay(lifetime, {
        env,
        platform: 'linux',
        say: (line) => said.push(line),
      });
      expect(display.virtual).toBe(true);
      const file = `/tmp/.X11-unix/X${String(display.env['DISPLAY']).slice(1)}`;
      expect(existsSync(file)).toBe(true);
      return file;
    });
    expect(said.join()).toMatch(/^No display: running under Xvfb on :\d+/);
    expect(existsSync(socket)).toBe(false);
  });

  it.each([{ DISPLAY: ':7' }, { WAYLAND_DISPLAY: 'wayland-0' }])('keeps the display of %o', async (env) => {
    const display = await lifetimeModule.withLifetime((lifetime) =>
      displayModule.openDisplay(lifetime, { env, platform: 'linux' }),
    );
    expect(display).toEqual({ env, virtual: false });
  });

  it('says what is missing without Xvfb', async () => {
    const opening = lifetimeModule.withLifetime((lifetime) =>
      displayModule.openDisplay(lifetime, { env: { PATH: '/nonexistent' }, platform: 'linux', say: () => undefined }),
    );
    await expect(opening).rejects.toThrow('There is no display, and Xvfb is not installed.');
  });
});

describe('electronArguments', () => {
  it('switches the sandbox off for root alone', () => {
    expect(displayModule.electronArguments({ virtual: false }, 0)).toContain('--no-sandbox');
    expect(displayModule.electronArguments({ virtual: true }, 1000)).not.toContain('--no-sandbox');
  });
});
