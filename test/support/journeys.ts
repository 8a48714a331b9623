import type { Locator, Page } from 'playwright-core';

export const masterPassword = 'correct horse battery staple';

interface Cloud {
  readonly url: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

export async function createVault(main: Page): Promise<void> {
  const form = main.getByTestId('create-vault-form');
  await form.locator('[name=password]').fill(masterPassword);
  await form.locator('[name=again]').fill(masterPassword);
  await form.locator('button[type=submit]').click();
}

export async function addConnection(main: Page, name: string, cloud: Cloud, kind?: string): Promise<void> {
  const form = main.getByTestId('connection-form');
  // A first run opens the form by itself.
  await form.or(main.getByTestId('add-connection')).first().waitFor();
  if (!(await form.isVisible())) await main.getByTestId('add-connection').click();
  await form.locator('[name=name]').fill(name);
  if (kind !== undefined) await form.locator('[name=kind]').selectOption(kind);
  await form.locator('[name=url]').fill(cloud.url);
  await form.locator('[name=publicKey]').fill(cloud.publicKey);
  await form.locator('[name=privateKey]').fill(cloud.privateKey);
  await main.getByTestId('connection-save').click();
  await form.waitFor({ state: 'detached' });
}

export async function inventoryShown(main: Page): Promise<void> {
  await main.locator('html[data-ready=inventory]').waitFor();
}

const rowsOf = (rows: Locator, name: string, connection: string): Locator =>
  rows
    .filter({ has: rows.page().locator('.vm-name').getByText(name, { exact: true }) })
    .filter({ hasText: connection })
    .first();

/** Narrows the list to one VM and selects it; of the connection where several have its name. */
export async function selectVm(main: Page, name: string, connection = ''): Promise<void> {
  await main.getByTestId('filter').fill(name);
  await rowsOf(main.getByTestId('vm-row'), name, connection).click();
  await rowsOf(main.locator('[data-testid=vm-row][aria-selected=true]'), name, connection).waitFor();
}

export async function waitForState(main: Page, name: string, state: string, connection = ''): Promise<void> {
  await rowsOf(main.locator(`[data-testid=vm-row][data-state=${state}]`), name, connection).waitFor();
}

export async function unlock(main: Page, password: string): Promise<void> {
  const form = main.getByTestId('unlock-form');
  await form.waitFor();
  await form.locator('input[type=password]').fill(password);
  await form.locator('button[type=submit]').click();
}
