import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Locator } from 'playwright-core';
import { z } from 'zod';
import { launchApp, type RunningApp } from './app.ts';
import { cloudWords, complaints, looks, putOn, settled } from './looks.ts';

const everyVm = { text: '', states: [], connectionIds: [], sort: { by: 'name', descending: false } };
const rows = z.object({ ok: z.boolean(), value: z.object({ rows: z.array(z.object({ id: z.string() })) }) });

interface Cloud {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The app with a data folder of its own, and what tests of connections do in it. */
export interface ConnectionScreen {
  readonly app: RunningApp;
  /** Absolute path of its data folder. */
  readonly folder: string;
  readonly byId: (id: string) => Locator;
  /** Chooses from the menu of the first connection. */
  readonly menu: (item: string) => Promise<void>;
  /** Waits until the first connection is in this state. */
  readonly status: (wanted: string) => Promise<void>;
  /** Fills what every connection needs into the open form, under the name Lab. */
  readonly fill: (cloud: Cloud) => Promise<Locator>;
  /**
   * Takes the picture of what is open in every look and tells what is wrong with it.
   *
   * @param words what stands on the screen in no language: of the cloud, and as the test typed it
   */
  readonly expectGood: (name: string, words: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function openConnectionScreen(name: string): Promise<ConnectionScreen> {
  const folder = await mkdtemp(join(tmpdir(), `vmdeck-${name}-`));
  const app = await launchApp({ userData: folder });
  const byId = (id: string): Locator => app.main.getByTestId(id);
  const ask = (channel: string, input: unknown): Promise<unknown> =>
    app.main.evaluate(`vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)})`);
  return {
    ...{ app, folder, byId },
    menu: async (item) => {
      await byId('nav-connection').first().hover();
      await byId('connection-menu').first().click();
      await byId(item).click();
    },
    status: (wanted) => app.main.locator(`[data-testid=nav-connection][data-status=${wanted}]`).first().waitFor(),
    fill: async (cloud) => {
      const form = byId('connection-form');
      await form.waitFor();
      await form.locator('[name=name]').fill('Lab');
      for (const field of ['url', 'publicKey', 'privateKey'] as const)
        await form.locator(`[name=${field}]`).fill(cloud[field]);
      return form;
    },
    expectGood: async (picture, words) => {
      const found: string[] = [];
      const seen = rows.safeParse(await ask('inventory.query', { ...everyVm, offset: 0, limit: 1 })).data;
      const [first] = seen?.value.rows ?? [];
      const theirs = await cloudWords(app.main, first === undefined ? [] : [first.id]);
      for (const look of looks) {
        await putOn(app.main, app.main, look);
        await settled(app.main);
        await app.picture(app.main, `${picture}-${look.theme}-${look.language}`);
        const said = await complaints(app.main, look, `${theirs} ${words} Lab`);
        found.push(...said.map((complaint) => `${look.theme} ${look.language}: ${complaint}`));
      }
      await putOn(app.main, app.main, looks[0]);
      expect.soft(found).toEqual([]);
    },
    stop: async () => {
      await app.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
