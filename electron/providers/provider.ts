import type { Capability } from '../../shared/model/capability.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { AnswerTo, Ask, Question } from '../../shared/model/question.ts';
import type { TakenQuestions } from '../../shared/model/questions/taken.ts';
import type { ActionRequest, RegionRequest } from '../../shared/model/verbs/index.ts';
import type { TakenFields } from '../../shared/model/verbs/taken.ts';
import type { SecretName } from '../../shared/model/verbs/verb.ts';
import type { VmQuery } from '../../shared/model/vm-query.ts';
import type { ConsoleKind, Vm, VmRef } from '../../shared/model/vm.ts';
import type { Clock } from '../../shared/util/clock.ts';
import type { Secret } from '../../shared/util/secret.ts';
import type { NetworkRoute } from '../net/route.ts';
import type { Endpoint } from './catalog/endpoint.ts';
import type { HttpLimits } from './http/limits.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
}

/** Where a VM's screen is reached, and the password for one opening of it. */
export interface ConsoleTicket {
  readonly kind: ConsoleKind;
  readonly host: string;
  readonly port: number;
  readonly password: Secret;
  /** Where the cloud gives one beside the password. */
  readonly user?: string;
  /** Whether the cloud says that the port is for TLS alone. */
  readonly tls?: boolean;
}

/** What only the cloud may see of a request. */
export type Secrets = Readonly<Partial<Record<SecretName, Secret>>>;

/** What the cloud named when it accepted a request. */
export interface Receipt {
  readonly snapshotId?: string;
  /** The cloud's id of a VM that it has begun to make. */
  readonly vmId?: string;
  /** What the work is followed and cancelled by, where that is not the VM. */
  readonly jobId?: string;
}

/**
 * One connection to one cloud. Every failure is an AppError; an aborted signal rejects with the signal's reason.
 * Calls that read are retried inside; calls that change something never are, and end in `outcome.unknown` when they
 * were sent and no answer tells whether they were carried out.
 *
 * What can be done is the table of verbs (shared/model/verbs) and what can be asked the table of questions
 * (shared/model/question.ts), both in the words of no cloud; a cloud takes part by the rows that it has handlers for.
 */
export interface Provider {
  /** Exactly what {@link Provider.act}, {@link Provider.actIn}, {@link Provider.ask} and the consoles can do. */
  readonly capabilities: ReadonlySet<Capability>;
  /** What the cloud takes of the fields of its actions, where that is not all. */
  readonly fields: TakenFields;
  /** The same of what it can be asked with. */
  readonly questionFields: TakenQuestions;
  /** All regions that the cloud names. Also the connection test. */
  regions(signal: AbortSignal): Promise<readonly Region[]>;
  /**
   * The VMs of a region, pages as they arrive (in their order when one is asked for), each VM once; `total` is the
   * cloud's count so far. Where a connection is about several tenants they come one after the other, each in its own
   * order. What the list hid by shifting while it was read comes last.
   *
   * @returns whether it came to rest: false when it went on shifting, and VMs may be missing
   * @throws AppError `cloud.invalid-parameter` {field} for a filter or an order that the cloud does not have
   */
  listVms(
    region: string,
    query: VmQuery,
    onPage: (vms: readonly Vm[], total: number) => void,
    signal: AbortSignal,
  ): Promise<boolean>;
  countVms(region: string, signal: AbortSignal): Promise<number>;
  /** The VMs of these ids; those that no longer exist are absent. */
  readVms(region: string, cloudIds: readonly string[], signal: AbortSignal): Promise<readonly Vm[]>;
  /** @throws AppError `vm.gone` when the cloud no longer has it. */
  readVm(ref: VmRef, signal: AbortSignal): Promise<Vm>;
  /**
   * Asks for an action on a VM. Returns when the cloud has accepted it, not when its end is reached.
   *
   * @throws AppError `action.unavailable` {action, reason: unsupported} for what the cloud does not have
   */
  act(ref: VmRef, request: ActionRequest, secrets: Secrets, signal: AbortSignal): Promise<Receipt>;
  /** The same for what makes something in a region and names no VM. */
  actIn(region: string, request: RegionRequest, secrets: Secrets, signal: AbortSignal): Promise<Receipt>;
  /**
   * @throws AppError `question.unavailable` {question} for what the cloud cannot be asked, with {field, reason} for one
   * of the field's choices that it does not know, e.g. of what to list choices
   */
  ask<Q extends Question>(question: Q, about: Ask<Q>, signal: AbortSignal): Promise<AnswerTo<Q>>;
  /** A fresh ticket at every call: a ticket is for one opening. */
  consoleTicket(ref: VmRef, kind: ConsoleKind, signal: AbortSignal): Promise<ConsoleTicket>;
  /** Every call of the cloud's API that can be made raw. */
  endpoints(): readonly Endpoint[];
  /**
   * One call of {@link Provider.endpoints}, checked against its entry before anything is sent. Answers with the body as
   * the cloud sent it, secrets included: whoever shows it redacts it.
   *
   * @throws AppError `cloud.invalid-parameter` {field, reason}, before anything is sent
   */
  call(endpointId: string, params: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
  /** Ends what is under way (it rejects with `cancelled`) and closes the sockets. */
  close(): Promise<void>;
}

export interface ProviderLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  /** Already redacted. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export type ProviderLog = (entry: ProviderLogEntry) => void;

export interface ProviderContext {
  readonly connectionId: string;
  readonly settings: ConnectionSettings;
  /** Asked for at every call, so that the secret is in memory only while a call is being signed. */
  readonly secret: () => Promise<Secret>;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: ProviderLog;
  /** What is left out keeps its default. */
  readonly limits?: Partial<HttpLimits>;
  /** Proxy and trust; left out: directly, trusting the runtime's authorities. */
  readonly route?: NetworkRoute;
}
