import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startUCloudStackSimulator } from '../simulators/ucloudstack/index.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { addConnection, createVault, inventoryShown, selectVm, waitForState } from '../support/journeys.ts';

type Simulator = Awaited<ReturnType<typeof startUCloudStackSimulator>>;
type SimulatedVm = ReturnType<Simulator['vms']>[number];

let simulator: Simulator;
let app: RunningApp;

beforeAll(async () => {
  simulator = await startUCloudStackSimulator({ transitionMs: 2_500, console: 'auto' });
  app = await launchApp();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  app.main.setDefaultTimeout(15_000);
  await createVault(app.main);
  await addConnection(app.main, 'Lab', simulator);
  await inventoryShown(app.main);
});

/** What a failed test has left open or broken is not the next one's. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await app.picture(app.main, `actions-${task.id}`);
  simulator.faults.clear();
  for (let tries = 0; tries < 4 && (await dialog().count()) > 0; tries += 1) await press('Escape');
});

afterAll(async () => {
  await app.stop();
  await simulator.stop();
});

const byId = (id: string): Locator => app.main.getByTestId(id);
const form = (action: string): Locator => app.main.locator(`[data-testid=action-form][data-action=${action}]`);
const dialog = (): Locator => app.main.getByRole('dialog');
const field = (name: string): Locator => byId(`field-${name}`);
const isWrong = (name: string): Promise<void> => field(name).and(app.main.locator('[aria-invalid=true]')).waitFor();
const isRight = (name: string): Promise<void> =>
  field(name).and(app.main.locator(':not([aria-invalid=true])')).waitFor();
const hasFocus = (name: string): Promise<void> => field(name).and(app.main.locator(':focus')).waitFor();
const press = (key: string): Promise<void> => app.main.keyboard.press(key);

/** Each test takes VMs of its own, so that none depends on what another has left. */
const taken = new Set<string>();
function aVm(state: string, isMeant: (vm: SimulatedVm) => boolean = () => true): SimulatedVm {
  const all = simulator.vms();
  const isAlone = ({ name }: SimulatedVm): boolean => all.filter((vm) => vm.name.includes(name)).length === 1;
  const vm = all.find((one) => one.state === state && !taken.has(one.vmId) && isAlone(one) && isMeant(one));
  if (vm === undefined) throw new Error(`No VM that is ${state} is left`);
  taken.add(vm.vmId);
  return vm;
}

/** What the cloud was sent last, and whether it took it. */
const lastCall = (action: string) => simulator.log.findLast((entry) => entry.action === action);

/** Chooses what a field offers first. */
async function choose(name: string, label?: string): Promise<void> {
  await field(name).and(app.main.locator('[aria-haspopup=listbox]')).click();
  const offered = app.main.locator('[role=option]:visible');
  await (label === undefined ? offered : offered.filter({ hasText: label })).first().click();
  await app.main.locator('[role=option]:visible').first().waitFor({ state: 'detached' });
}

async function pick(category: string, action: string): Promise<void> {
  await byId('action-more').click();
  await byId(`category-${category}`).hover();
  await byId(`menu-${action}`).click();
  await form(action).or(byId('confirm')).first().waitFor();
}

const gone = (action: string): Promise<void> => form(action).waitFor({ state: 'detached' });

/** Waits in the list of tasks until an action is as it should be. */
async function taskIs(action: string, vmName: string, state: string): Promise<void> {
  await byId('tasks').click();
  await taskRow(action, vmName, state).waitFor();
  await press('Escape');
  await byId('task-drawer').waitFor({ state: 'detached' });
}
const taskRow = (action: string, vmName: string, state: string): Locator =>
  app.main
    .locator(`[data-testid=task-row][data-action=${action}][data-state=${state}]`)
    .filter({ hasText: vmName })
    .first();

describe('making a VM', () => {
  it('asks for what is missing at its field, and no longer once it is there', async () => {
    await byId('new-vm').click();
    await form('create').waitFor();
    await hasFocus('name');
    await press('Enter');
    await isWrong('name');
    await isWrong('imageId');
    await hasFocus('name');
    await field('name').fill('made here');
    await isRight('name');
    await isWrong('imageId');
  });

  it('shows what a choice needs and hides what it does not', async () => {
    await field('bootSource').selectOption('disk');
    await field('bootDiskId').waitFor();
    expect(await field('imageId').count()).toBe(0);
    expect(await field('bootDiskBytes').count()).toBe(0);
    await field('bootSource').selectOption('image');
    await field('imageId').waitFor();
    await field('billing').selectOption('hour');
    await field('periods').waitFor({ state: 'detached' });
  });

  it('tells at the field what the cloud refuses, keeps the rest, and has the words of the cloud at hand', async () => {
    for (const name of ['imageId', 'computeSetId', 'bootDiskSetId', 'subnetId']) await choose(name);
    await field('externalLineId').fill('segment-ainternet00001');
    await byId('price').waitFor();
    // The catalog allows no space in a name; the cloud refuses an address outside of the subnet.
    await byId('action-ok').click();
    await isWrong('name');
    await field('name').fill('made-here');
    for (const summary of await form('create').locator('summary').all()) await summary.click();
    await field('address').fill('203.0.113.9');
    await byId('action-ok').click();
    await isWrong('address');
    const notice = form('create').locator('.error-notice');
    await notice.locator('[aria-expanded]').click();
    await notice.getByText('InternalIP').waitFor();
    expect(await field('name').inputValue()).toBe('made-here');
    await field('address').fill('');
    await isRight('address');
  });

  it('sends every group of fields, and shows the VM in the list', async () => {
    await byId('add-tags').click();
    await field('tags.0.key').fill('team');
    await field('tags.0.value').fill('web');
    await field('dataDiskBytes').fill('20');
    await choose('dataDiskSetId');
    await field('password').fill('a-fine-password');
    await field('hostname').fill('made-here');
    await field('remark').fill('by the test');
    await field('highAvailability').selectOption('off');
    await byId('action-ok').click();
    await gone('create');
    const sent = lastCall('CreateVMInstance');
    expect(sent?.retCode).toBe(0);
    expect(sent?.parameters).toMatchObject({
      ...{ Name: 'made-here', Hostname: 'made-here', Remark: 'by the test', ChargeType: 'Dynamic' },
      ...{ CPU: '2', Memory: '4096', BootDiskSpace: '40', DataDiskSpace: '20', HighAvailability: 'None' },
    });
    await selectVm(app.main, 'made-here');
    await waitForState(app.main, 'made-here', 'running');
    await taskIs('create', 'made-here', 'done');
  });
});

describe('changing the size of a VM', () => {
  it('says what the change costs before it is sent', async () => {
    const { name } = aVm('Stopped');
    await selectVm(app.main, name);
    await pick('configuration', 'resize');
    await hasFocus('cpuCount');
    await field('cpuCount').fill('32');
    await byId('premium').waitFor();
    await press('Enter');
    await gone('resize');
    await taskIs('resize', name, 'done');
    expect(lastCall('ResizeVMConfig')?.parameters).toMatchObject({ CPU: '32' });
  });

  it('refuses at the field what cannot be, and sends nothing', async () => {
    const before = simulator.log.filter(({ action }) => action === 'ResizeVMConfig').length;
    await pick('configuration', 'resize');
    await field('memoryBytes').fill('1.2345');
    await byId('action-ok').click();
    await isWrong('memoryBytes');
    await press('Escape');
    await gone('resize');
    expect(simulator.log.filter(({ action }) => action === 'ResizeVMConfig')).toHaveLength(before);
  });
});

describe('deleting a VM', () => {
  const remove = async (withResources: boolean): Promise<void> => {
    const { name, vmId } = aVm('Stopped');
    await selectVm(app.main, name);
    await byId('action-more').click();
    await byId('menu-delete').click();
    const confirm = byId('confirm');
    await confirm.locator('[name=typed]:focus').waitFor();
    // What it has is named, and nothing happens before its own name is typed.
    await byId('stakes').getByText('GiB').first().waitFor();
    await press('Enter');
    await byId('confirm-ok').and(app.main.locator('[aria-disabled=true]')).waitFor();
    await confirm.locator('[name=withResources]').setChecked(withResources);
    await confirm.locator('[name=typed]').fill(name);
    await confirm.locator('[name=typed]').press('Enter');
    await confirm.waitFor({ state: 'detached' });
    await byId('vm-row').filter({ hasText: name }).waitFor({ state: 'detached' });
    expect(simulator.vms().some((vm) => vm.vmId === vmId)).toBe(false);
    expect(lastCall('DeleteVMInstance')?.parameters).toMatchObject({ DelBindResource: withResources ? '1' : '0' });
  };

  it('asks for its name, and leaves what is bound to it', () => remove(false));
  it('takes what is bound to it along', () => remove(true));

  it('keeps the question open when the cloud refuses', async () => {
    const { name } = aVm('Stopped');
    await selectVm(app.main, name);
    simulator.faults.add({ kind: 'ret-code', value: 8123, action: 'DeleteVMInstance' });
    await byId('action-more').click();
    await byId('menu-delete').click();
    await byId('confirm').locator('[name=typed]').fill(name);
    await press('Enter');
    await byId('confirm').locator('.error-notice').waitFor();
    expect(await byId('confirm').locator('[name=typed]').inputValue()).toBe(name);
    simulator.faults.clear();
    await press('Escape');
    await byId('confirm').waitFor({ state: 'detached' });
  });
});

describe('cloning a snapshot', () => {
  it('shows how far it is, and can be given up', async () => {
    const { name } = aVm('Stopped', ({ spIds }) => spIds.length > 0);
    await selectVm(app.main, name);
    await byId('tab-snapshots').click();
    await byId('snapshot-row').first().click();
    await byId('snapshot-clone').click();
    await form('clone').waitFor();
    await hasFocus('name');
    await choose('subnetId');
    await byId('action-ok').click();
    await gone('clone');
    await byId('tasks').click();
    const row = taskRow('clone', name, 'running');
    await row.getByRole('progressbar').waitFor();
    await row.getByTestId('task-cancel').click();
    await taskRow('clone', name, 'cancelled').waitFor();
    await press('Escape');
    await byId('task-drawer').waitFor({ state: 'detached' });
    await byId('clone-row').waitFor();
    expect(lastCall('CancelCloneVMInstance')?.retCode).toBe(0);
    expect(simulator.vms().some((vm) => vm.name === `${name}-copy`)).toBe(false);
  });
});

describe('putting a VM to sleep', () => {
  it('hibernates it and wakes it', async () => {
    const { name } = aVm('Running');
    await selectVm(app.main, name);
    await byId('action-shutdown-more').click();
    await byId('menu-hibernate').click();
    await waitForState(app.main, name, 'suspended');
    await taskIs('hibernate', name, 'done');
    await byId('action-shutdown-more').click();
    await byId('menu-wake').click();
    await waitForState(app.main, name, 'running');
  });
});

describe('reinstalling a VM', () => {
  it('says what is lost, asks for its name, and comes back with what was chosen when the cloud refuses', async () => {
    const { name } = aVm('Stopped');
    await selectVm(app.main, name);
    await pick('lifecycle', 'reinstall');
    await form('reinstall').locator('.warning.danger').waitFor();
    await choose('imageId');
    const image = await field('imageId').inputValue();
    simulator.faults.add({ kind: 'ret-code', value: 8123, action: 'ReinstallVMInstance' });
    const confirm = async (): Promise<void> => {
      await byId('action-ok').click();
      await byId('confirm').getByText(image).waitFor();
      await byId('confirm').locator('[name=typed]').fill(name);
      await press('Enter');
      await byId('confirm').waitFor({ state: 'detached' });
    };
    await confirm();
    await form('reinstall').locator('.error-notice').waitFor();
    expect(await field('imageId').inputValue()).toBe(image);
    simulator.faults.clear();
    await confirm();
    await gone('reinstall');
    await taskIs('reinstall', name, 'done');
  });

  it('goes back to the form when it was not meant', async () => {
    await pick('lifecycle', 'reinstall');
    await choose('imageId');
    await byId('action-ok').click();
    await byId('confirm').waitFor();
    await press('Escape');
    await byId('confirm').waitFor({ state: 'detached' });
    expect(await field('imageId').inputValue()).not.toBe('');
    await press('Escape');
    await gone('reinstall');
  });
});

describe('a new password of the guest', () => {
  it('is needed, and reaches the cloud but no list of tasks', async () => {
    const { name } = aVm('Running');
    await selectVm(app.main, name);
    await byId('action-more').click();
    await byId('menu-password-reset').click();
    await hasFocus('password');
    await press('Enter');
    await isWrong('password');
    await app.main.keyboard.type('a-fine-password');
    await isRight('password');
    await press('Enter');
    await gone('password-reset');
    await taskIs('password-reset', name, 'done');
    expect(lastCall('ResetVMInstancePassword')).toMatchObject({ retCode: 0, parameters: { Password: '[redacted]' } });
  });
});

describe('lists to choose from', () => {
  it('that cannot be read say why, can be asked for again, and do without', async () => {
    const { name } = aVm('Stopped');
    await selectVm(app.main, name);
    // Images to boot from are asked for here alone: what a form has read before is kept for a while.
    simulator.faults.add({ kind: 'ret-code', value: 8123, action: 'DescribeImage' });
    await pick('media', 'boot-cd');
    const again = form('boot-cd').getByRole('button', { name: 'Try again' });
    await again.waitFor();
    await hasFocus('imageId');
    await field('imageId').fill('image-typed');
    simulator.faults.clear();
    await again.click();
    await field('imageId').and(app.main.locator('[aria-haspopup=listbox]')).waitFor();
    expect(await field('imageId').inputValue()).toBe('image-typed');
    await press('Escape');
    await gone('boot-cd');
  });

  it('choose by keyboard', async () => {
    await byId('new-vm').click();
    await hasFocus('name');
    await field('computeSetId').focus();
    await press('ArrowDown');
    await app.main.locator('[role=option]:visible').first().waitFor();
    await press('ArrowDown');
    await press('Enter');
    await app.main.locator('[role=option]:visible').first().waitFor({ state: 'detached' });
    expect(await field('computeSetId').inputValue()).not.toBe('');
    expect(await form('create').count()).toBe(1);
    await press('Escape');
    await gone('create');
  });
});

describe('VMs of VMware', () => {
  it('are listed from the menu of the connection', async () => {
    await byId('nav-connection').hover();
    await byId('connection-menu').click();
    await byId('connection-foreign').click();
    await byId('foreign-form').locator('[name=system]').fill('vmware-config-1');
    await byId('foreign-form').locator('[name=datacenter]').fill('Datacenter-1');
    await press('Enter');
    await byId('foreign-row').filter({ hasText: 'erp-app-01' }).waitFor();
    await press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});
