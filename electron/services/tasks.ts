import { AppError, isAbort, toErrorData, type ErrorData } from '../../shared/errors/app-error.ts';
import { refusedLogins } from '../../shared/errors/refused-logins.ts';
import { availability, type ActionReason } from '../../shared/model/action.ts';
import { isMaking, isRegional, type ActionRequest, type RegionRequest } from '../../shared/model/verbs/index.ts';
import { isOver, type Task, type TaskState } from '../../shared/model/task.ts';
import { shownName, vmId as rowId, type Vm } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secrets } from '../providers/provider.ts';
import { pursue, runAction, type Pursuit } from './action-runner.ts';
import { createGoal } from './goals/lifecycle.ts';
import { goalOf } from './goals/index.ts';
import type { Connections } from './connections.ts';
import type { Inventory } from './inventory.ts';
import { createListeners } from './listeners.ts';
import type { Log, NewId, TaskStore } from './ports.ts';

/** Actions that one cloud is asked for at the same time. */
const perConnection = 4;
/** Finished tasks that are kept. */
const kept = 500;

/** The wait ended because the connection or the app did; the cloud finishes what it has accepted. */
const interruption: ErrorData = { code: 'task.interrupted', params: {}, detail: null };

/** What was typed for it is not kept beyond a lock. */
const needsSecret: ErrorData = { code: 'task.needs-secret', params: {}, detail: null };

interface TasksOptions {
  readonly connections: Connections;
  readonly inventory: Inventory;
  readonly store: TaskStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  /** Told of a task before the cloud is asked for it, which waits for this; it fails when this rejects. */
  readonly onBegin: (task: Task) => Promise<void>;
  /** Told of every task that is over. */
  readonly onEnd: (task: Task) => void;
}

interface Refusal {
  readonly vmId: string;
  readonly vmName: string;
  readonly error: ErrorData;
}

/** Every action from the click to its outcome: queued, capped per connection, waited for, kept across restarts. */
export class Tasks {
  readonly #options: TasksOptions;
  readonly #changed = createListeners<readonly Task[]>();
  readonly #running = new Map<string, AbortController>();
  /** Of tasks that the cloud was not asked for yet; never kept anywhere else. */
  readonly #secrets = new Map<string, Secrets>();
  /** How far tasks that are not over have come, and their VMs while the inventory is empty. */
  readonly #pursuits = new Map<string, Pursuit>();
  readonly #vms = new Map<string, Vm>();
  /** Aborted while nothing new may be asked of a cloud. */
  #rest = new AbortController();
  /** VMs that are read meanwhile are not for the inventory. */
  #isLocked = false;
  #settled: (() => void)[] = [];
  #tasks: readonly Task[];

  constructor(options: TasksOptions) {
    this.#options = options;
    const end = { state: 'interrupted', endedAt: options.clock.now(), error: interruption } as const;
    const known = options.store.read();
    this.#tasks = known.map((task) => (isOver(task) ? task : { ...task, ...end }));
    for (const task of known) if (!isOver(task)) options.onEnd({ ...task, ...end });
  }

  onChange(listener: (tasks: readonly Task[]) => void): () => void {
    return this.#changed.add(listener);
  }

  /** Newest first. */
  list(): readonly Task[] {
    return this.#tasks;
  }

  isBusy(vmId: string): boolean {
    return this.#tasks.some((task) => task.vmId === vmId && !isOver(task));
  }

  /** Begins an action on several VMs; each that does not allow it is refused with the reason, the others go on. */
  run(vmIds: readonly string[], request: ActionRequest, secrets: Secrets): { taskIds: string[]; refused: Refusal[] } {
    const { inventory } = this.#options;
    const made: Task[] = [];
    const refused: Refusal[] = [];
    for (const vmId of new Set(vmIds)) {
      const vm = inventory.find(vmId);
      try {
        this.#checkAllowed(vmId, vm, request);
      } catch (error) {
        refused.push({ vmId, vmName: vm === undefined ? vmId : shownName(vm), error: this.#describe(error) });
        continue;
      }
      const found = inventory.get(vmId);
      const { connectionId, region } = found;
      made.push(this.#newTask({ request, vmId, vmName: shownName(found), connectionId, region }, secrets));
    }
    this.#enqueue(made, secrets);
    return { taskIds: made.map((task) => task.id), refused };
  }

  /**
   * Begins to make a VM.
   *
   * @throws AppError `action.unavailable` where the connection cannot, `connection.gone`
   */
  create(connectionId: string, region: string, request: RegionRequest, secrets: Secrets): { taskId: string } {
    const { connections } = this.#options;
    const { action } = request;
    const refuse = (reason: ActionReason): never => {
      throw new AppError('action.unavailable', { action, reason });
    };
    if (!connections.provider(connectionId).capabilities.has(action)) refuse('unsupported');
    if (!connections.isOnline(connectionId)) refuse('offline');
    const task = this.#newTask(
      { request, vmId: '', vmName: 'name' in request ? request.name : '', connectionId, region },
      secrets,
    );
    this.#enqueue([task], secrets);
    return { taskId: task.id };
  }

  /**
   * Stops waiting, and has the cloud give up a clone that it can give up.
   *
   * @throws AppError what the provider throws when the clone cannot be given up; the wait then goes on
   */
  async cancel(id: string, signal: AbortSignal): Promise<void> {
    const task = this.#tasks.find((one) => one.id === id);
    if (task?.state === 'running') await this.#giveUp(task, signal);
    this.leave(id);
  }

  /** Stops waiting. What the cloud has accepted goes on there. */
  leave(id: string): void {
    this.#running.get(id)?.abort();
    const task = this.#tasks.find((one) => one.id === id);
    if (task?.state === 'queued') this.#end(id, 'cancelled', null);
  }

  async #giveUp({ request, jobId, connectionId, vmId }: Task, signal: AbortSignal): Promise<void> {
    const { connections, inventory } = this.#options;
    const source = inventory.find(vmId);
    if (request.action !== 'clone' || jobId === null || source === undefined) return;
    const provider = connections.provider(connectionId);
    if (!provider.capabilities.has('clone-cancel')) return;
    await provider.act(source, { action: 'clone-cancel', jobId }, {}, signal);
  }

  retry(id: string): void {
    const task = this.#tasks.find((one) => one.id === id);
    if (task === undefined || !isOver(task)) return;
    if (!task.repeatable) throw new AppError('task.needs-secret');
    if (isRegional(task.request)) this.create(task.connectionId, task.region, task.request, {});
    else {
      const [refusal] = this.run([task.vmId], task.request, {}).refused;
      if (refusal !== undefined) throw new AppError(refusal.error.code, refusal.error.params);
    }
    this.#replace(this.#tasks.filter((one) => one.id !== id));
  }

  clear(): void {
    this.#replace(this.#tasks.filter((task) => !isOver(task)));
  }

  /** Ends every wait because the credentials are gone. The cloud finishes what it has accepted. */
  interrupt(): void {
    for (const task of this.#tasks) {
      if (!isOver(task)) this.#end(task.id, 'interrupted', interruption);
    }
    for (const controller of this.#running.values()) controller.abort();
  }

  /**
   * The vault locks. `finish` lets every task go on; otherwise those that wait go on waiting after {@link resume}, and
   * only requests that are under way come to their end.
   *
   * @returns the connections that are needed meanwhile, and when they are not any more
   */
  hold(finish: boolean): { readonly connectionIds: ReadonlySet<string>; readonly settled: Promise<void> } {
    this.#isLocked = true;
    for (const task of this.#tasks) {
      const vm = this.#options.inventory.find(task.vmId);
      if (!isOver(task) && vm !== undefined) this.#vms.set(task.id, vm);
    }
    if (!finish) {
      this.#rest.abort();
      for (const { id, state, repeatable } of this.#tasks) {
        if (state === 'queued' && !repeatable) this.#end(id, 'interrupted', needsSecret);
      }
    }
    const needed = this.#tasks.filter((task) => this.#isNeeded(task));
    const settled = new Promise<void>((resolve) => this.#settled.push(resolve));
    this.#noticeSettled();
    return { connectionIds: new Set(needed.map(({ connectionId }) => connectionId)), settled };
  }

  /** The vault is open again: what rests goes on. */
  resume(): void {
    if (!this.#isLocked) return;
    this.#isLocked = false;
    this.#rest = new AbortController();
    this.#goOn();
  }

  #goOn(): void {
    if (this.#rest.signal.aborted) return;
    for (const task of this.#tasks) {
      if (task.state === 'running' && !this.#running.has(task.id)) void this.#execute(task);
    }
    this.#startQueued();
  }

  /** Whether a task goes on by itself while the vault is locked. */
  #isNeeded({ id, state }: Task): boolean {
    if (state === 'queued') return !this.#rest.signal.aborted;
    return state === 'running' && this.#running.has(id);
  }

  #noticeSettled(): void {
    if (this.#tasks.some((task) => this.#isNeeded(task))) return;
    for (const resolve of this.#settled.splice(0)) resolve();
  }

  #newTask(about: Pick<Task, 'request' | 'vmId' | 'vmName' | 'connectionId' | 'region'>, secrets: Secrets): Task {
    const { newId, clock } = this.#options;
    return {
      ...{ id: newId(), ...about, jobId: null, madeId: null, repeatable: Object.keys(secrets).length === 0 },
      ...{ state: 'queued', observed: null, progress: null, queuedAt: clock.now() },
      ...{ startedAt: null, endedAt: null, error: null },
    };
  }

  #enqueue(made: readonly Task[], secrets: Secrets): void {
    for (const { id } of made) this.#secrets.set(id, secrets);
    this.#replace([...made, ...this.#tasks]);
    this.#goOn();
  }

  #checkAllowed(vmId: string, vm: Vm | undefined, request: ActionRequest): void {
    if (vm === undefined) throw new AppError('vm.gone', { vm: vmId });
    const { connections } = this.#options;
    const subject = { power: vm.power, consoles: vm.consoles, busy: this.isBusy(vmId) };
    const { enabled, reason } = availability(
      request.action,
      subject,
      connections.capabilities(vm.connectionId),
      connections.isOnline(vm.connectionId),
    );
    if (!enabled) throw new AppError('action.unavailable', { action: request.action, reason: reason ?? 'unsupported' });
  }

  #startQueued(): void {
    const counts = new Map<string, number>();
    for (const task of this.#tasks) {
      if (task.state === 'running') counts.set(task.connectionId, (counts.get(task.connectionId) ?? 0) + 1);
    }
    for (const task of [...this.#tasks].reverse()) {
      const count = counts.get(task.connectionId) ?? 0;
      if (task.state !== 'queued' || count >= perConnection) continue;
      counts.set(task.connectionId, count + 1);
      void this.#execute(task);
    }
  }

  async #execute(task: Task): Promise<void> {
    const { connections, inventory, clock, log, onBegin } = this.#options;
    const controller = new AbortController();
    this.#running.set(task.id, controller);
    this.#update(task.id, { state: 'running', startedAt: task.startedAt ?? clock.now() });
    const { request, connectionId } = task;
    const rest = this.#rest.signal;
    try {
      const pursuit = this.#pursuitOf(task);
      if (pursuit.askedAt === null) await onBegin(task);
      controller.signal.throwIfAborted();
      await runAction(
        {
          ...{ provider: connections.provider(connectionId), pursuit, clock, rest },
          takeSecrets: () => this.#takeSecrets(task.id),
          onReceipt: ({ vmId: made, jobId = null }) =>
            this.#update(task.id, {
              jobId,
              ...(isMaking(request) && made !== undefined && { vmId: rowId(connectionId, made) }),
            }),
          onLook: (vm) => {
            if (controller.signal.aborted) return;
            if (!this.#isLocked) inventory.put([vm]);
            this.#update(task.id, {
              ...{ observed: vm.power.state, progress: vm.power.progress },
              ...(isMaking(request) && { vmId: vm.id }),
              ...(request.action === 'clone' && { madeId: vm.id }),
            });
          },
        },
        controller.signal,
      );
      if (request.action === 'delete' && inventory.find(task.vmId)?.power.state !== 'recycled')
        inventory.remove(task.vmId);
      this.#end(task.id, 'done', null);
    } catch (error) {
      if (controller.signal.aborted) this.#end(task.id, 'cancelled', null);
      else if (this.#rests(task, error, rest))
        log.write('info', 'task.rests', { task: task.id, action: request.action });
      else if (isAbort(error)) this.#end(task.id, 'interrupted', interruption);
      else {
        const data = this.#describe(error);
        if (data.code === 'vm.gone') inventory.remove(task.vmId);
        log.write('warn', 'task.failed', { task: task.id, action: task.request.action, code: data.code });
        this.#end(task.id, data.code === 'task.timed-out' ? 'timed-out' : 'failed', data);
        if (refusedLogins.has(data.code)) this.#endQueued(connectionId, data);
      }
    } finally {
      this.#running.delete(task.id);
      this.#goOn();
      this.#noticeSettled();
    }
  }

  /** What waits for a cloud that refuses the login would be refused one by one. */
  #endQueued(connectionId: string, error: ErrorData): void {
    for (const { id, state, ...task } of this.#tasks)
      if (state === 'queued' && task.connectionId === connectionId) this.#end(id, 'failed', error);
  }

  /** Whoever gets them asks the cloud with them, which is done once: nothing is kept for the wait. */
  #takeSecrets(id: string): Secrets {
    const secrets = this.#secrets.get(id) ?? {};
    this.#secrets.delete(id);
    return secrets;
  }

  #pursuitOf(task: Task): Pursuit {
    const { request, id, vmId, region } = task;
    const { inventory } = this.#options;
    const known = this.#pursuits.get(id);
    if (known !== undefined) return known;
    const vm = (): Vm => inventory.find(vmId) ?? this.#vms.get(id) ?? inventory.get(vmId);
    const pursuit = pursue(isRegional(request) ? createGoal(region, request) : goalOf(vm(), request));
    this.#pursuits.set(id, pursuit);
    return pursuit;
  }

  /** Whether an execution ended only because the vault was locked; the task then goes on after {@link resume}. */
  #rests({ id, repeatable }: Task, error: unknown, rest: AbortSignal): boolean {
    const isKeyGone = error instanceof AppError && error.code === 'vault.locked';
    if (!rest.aborted || !(isKeyGone || error === rest.reason || isAbort(error))) return false;
    const pursuit = this.#pursuits.get(id);
    if (pursuit?.askedAt !== null) return true;
    if (!isKeyGone && error !== rest.reason) {
      // Cut off on its way: it may have reached the cloud.
      pursuit.askedAt = this.#options.clock.now();
      pursuit.lostAnswer = new AppError('outcome.unknown');
    } else if (repeatable) this.#update(id, { state: 'queued', startedAt: null });
    else this.#end(id, 'interrupted', needsSecret);
    return true;
  }

  #describe(error: unknown): ErrorData {
    const reportId = this.#options.newId();
    if (!(error instanceof AppError)) this.#options.log.write('error', 'task.bug', { reportId, error: String(error) });
    return toErrorData(error, reportId);
  }

  #end(id: string, state: TaskState, error: ErrorData | null): void {
    const task = this.#tasks.find((one) => one.id === id);
    if (task === undefined || isOver(task)) return;
    this.#secrets.delete(id);
    this.#pursuits.delete(id);
    this.#vms.delete(id);
    const end = { state, error, endedAt: this.#options.clock.now() };
    this.#update(id, end);
    this.#options.onEnd({ ...task, ...end });
  }

  #update(id: string, change: Partial<Task>): void {
    this.#replace(this.#tasks.map((task) => (task.id === id ? { ...task, ...change } : task)));
  }

  #replace(tasks: readonly Task[]): void {
    let over = 0;
    this.#tasks = tasks.filter((task) => !isOver(task) || (over += 1) <= kept);
    this.#options.store.write(this.#tasks);
    this.#changed.notify(this.#tasks);
    this.#options.inventory.touch();
  }
}
