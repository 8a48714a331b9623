import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { allCatalogs, isMessageKey } from '../../shared/i18n/translate.ts';
import { sessionPlace } from '../../shared/model/web-console.ts';

/** Every combination of language and theme that a person can choose. */
export const looks = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'zh-CN', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
] as const;
export type Look = (typeof looks)[number];

const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Calls main as the main window does. */
const ask = (main: Page, channel: string, input: unknown): Promise<unknown> =>
  main.evaluate(
    `vmdeck.request(${JSON.stringify(channel)}, crypto.randomUUID(), ${JSON.stringify(input)}).then(({ value }) => value)`,
  );

/** Changes language and theme through the main window; every window follows. */
export async function putOn(main: Page, page: Page, look: Look): Promise<void> {
  await ask(main, 'settings.set', look);
  await page.locator(`html[data-theme=${look.theme}][lang="${look.language}"]`).waitFor({ state: 'attached' });
}

/** Waits until nothing moves that ends by itself: menus and drawers have arrived, colours have changed. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
    const ends = (one: Animation): boolean => Number.isFinite(Number(one.effect?.getComputedTiming().endTime));
    const moving = (): Animation[] =>
      document.getAnimations().filter((one) => one.playState === 'running' && ends(one));
    await document.fonts.ready;
    for (let calm = 0, frames = 0; calm < 3 && frames < 600; frames += 1) {
      await frame();
      calm = moving().length === 0 ? calm + 1 : 0;
    }
  });
}

/** The place of a session in an address is shown as it is typed. */
const isUnfilled = (text: string): boolean => [...text.matchAll(/\{\w+\}/g)].some(([place]) => place !== sessionPlace);

/** What main has told the window about the clouds: words in it are theirs, in whatever language. */
export async function cloudWords(main: Page, vmIds: readonly string[]): Promise<string> {
  const sort = { by: 'name', descending: false };
  const all = { text: '', states: [], connectionIds: [], sort, offset: 0, limit: 300 };
  const answers = await Promise.all([
    ask(main, 'connections.list', null),
    ask(main, 'tasks.list', null),
    ask(main, 'inventory.query', all),
    ...vmIds.flatMap((id) => [
      ask(main, 'inventory.refresh', { id, fresh: false }),
      ask(main, 'usb.list', { vmId: id }),
    ]),
  ]);
  return JSON.stringify(answers);
}

/** Colours belong to the theme: looking at them in one language is enough. */
async function axeFaults(page: Page, { language }: Look): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(await axeSource);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary?: string }[] }[]>(
    `axe.run(document, { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: ${language === 'en'} } } }).then(({ violations }) => JSON.parse(JSON.stringify(violations)))`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary = '' }) => `axe ${id}: ${html.slice(0, 160)} ${failureSummary.split('\n').at(1) ?? ''}`,
    ),
  );
}

interface Seen {
  readonly texts: readonly string[];
  readonly cut: readonly string[];
  readonly overflow: boolean;
}

/** Texts on the screen or read out, and what does not fit its place. */
const seenOn = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const inScript = node.parentElement?.closest('script, style, noscript') ?? null;
      if (inScript === null && node.parentElement?.checkVisibility() === true) texts.push(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'aria-description', 'title', 'placeholder', 'alt', 'aria-roledescription'])
      for (const element of document.querySelectorAll(`[${name}]`)) texts.push(element.getAttribute(name) ?? '');
    const controls = 'button, [role=button], [role=tab], [role=menuitem], [role=columnheader], label, h1, h2, h3';
    const whole = [...document.querySelectorAll(`${controls}, [role=gridcell].mono`)].filter(
      (element) => element.checkVisibility() && element.closest('.node') === null,
    );
    const cut = whole.flatMap((element) =>
      [element, ...element.querySelectorAll('*')]
        .filter((part) => part instanceof HTMLElement && part.closest('.spoken') === null)
        .filter((part) => part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1)
        .map((part) => part.outerHTML.slice(0, 160)),
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return {
      texts: texts.map((text) => text.trim()).filter((text) => text !== ''),
      cut,
      overflow: scrollWidth > clientWidth || document.body.scrollWidth > document.body.clientWidth,
    };
  });

const keyHeads = new Set(Object.keys(allCatalogs['en'] ?? {}).map((key) => key.split('.')[0]));
const looksLikeKey = (text: string): boolean =>
  isMessageKey(text) || (/^[a-z-]+(?:\.[a-z0-9-]+)+$/.test(text) && keyHeads.has(text.split('.')[0]));

const wordsOf = (text: string): readonly string[] => text.match(/[A-Za-z]{3,}/g) ?? [];
/** Written on the keys of every keyboard, or units of measure. */
const everywhere = 'Ctrl Shift Alt Esc Enter Space Home End PgUp PgDn GiB MiB TiB';
/** Words that Chinese screens use as they are, because the catalog does. */
const chineseWords = new Set(wordsOf(JSON.stringify(allCatalogs['zh-CN']) + everywhere));

/** What a person would complain about on this page, one line each; `theirs` is the text that is not ours. */
export async function complaints(page: Page, look: Look, theirs: string): Promise<string[]> {
  const { texts, cut, overflow } = await seenOn(page);
  const foreign = texts.filter((text) =>
    wordsOf(text).some((word) => !chineseWords.has(word) && !theirs.includes(word)),
  );
  return [
    ...(overflow ? ['the page is wider than its window'] : []),
    ...cut.map((html) => `cut: ${html}`),
    ...texts.filter(looksLikeKey).map((text) => `a key in place of words: ${text}`),
    ...texts.filter(isUnfilled).map((text) => `a placeholder that nobody filled: ${text}`),
    ...(look.language === 'zh-CN' ? foreign.map((text) => `not translated: ${text}`) : []),
    ...(await axeFaults(page, look)),
  ];
}
