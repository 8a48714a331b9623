import type { ChildProcess } from 'node:child_process';

/*
 * The scripts are plain JavaScript, for they run before anything is installed; here are the shapes of the parts that
 * are tested. A specifier that is computed keeps the compiler from asking for declarations.
 */
const script = (name: string): string => new URL(`../../../scripts/${name}`, import.meta.url).href;

export const scriptPath = (name: string): string => new URL(script(name)).pathname;

export interface Lifetime {
  readonly signal: AbortSignal;
  onEnd(stop: () => Promise<void> | void): () => void;
}

interface LifetimeModule {
  withLifetime<T>(body: (lifetime: Lifetime) => Promise<T>): Promise<T>;
}
export const lifetimeModule = (await import(script('lib/lifetime.mjs'))) as LifetimeModule;

interface ProcessesModule {
  start(
    lifetime: Lifetime,
    command: string,
    args: readonly string[],
    options?: object,
  ): { child: ChildProcess; exited: Promise<number>; stop(): Promise<void> };
  run(
    lifetime: Lifetime,
    command: string,
    args: readonly string[],
    options: { timeoutMs: number },
  ): Promise<{ code: number; stdout: string; stderr: string }>;
}
export const processesModule = (await import(script('lib/processes.mjs'))) as ProcessesModule;

export interface Requirement {
  readonly probe: object;
  readonly apt: string[];
  readonly dnf?: string;
  readonly pacman?: string;
  readonly optional?: true;
}

interface SystemModule {
  ensureSystemPackages(context: {
    platform: NodeJS.Platform;
    uid: number;
    env: NodeJS.ProcessEnv;
    lifetime: Lifetime;
    osReleaseFile?: string;
    requirements?: readonly Requirement[];
  }): Promise<string>;
}
export const systemModule = (await import(script('lib/system-packages.mjs'))) as SystemModule;

interface RequirementsModule {
  readonly linuxRequirements: readonly Requirement[];
}
export const requirementsModule = (await import(script('lib/system-requirements.mjs'))) as RequirementsModule;

interface NodePackagesModule {
  requireNode(version: string): void;
  ensureNodePackages(context: { root: string; env: NodeJS.ProcessEnv; lifetime: Lifetime }): Promise<string>;
}
export const nodePackagesModule = (await import(script('lib/node-packages.mjs'))) as NodePackagesModule;

export interface FoundElectron {
  readonly executable: string;
  readonly folder: string;
  readonly version: string;
  readonly kind: 'override' | 'official' | 'npm-hosted';
}

interface ElectronPathModule {
  findElectron(where: {
    env?: NodeJS.ProcessEnv;
    platform?: NodeJS.Platform;
    official?: string;
    runtimes?: string;
  }): Promise<FoundElectron | undefined>;
}
export const electronPathModule = (await import(script('lib/electron-path.mjs'))) as ElectronPathModule;

interface RuntimeModule {
  readonly markerName: string;
  placeOf(name: string): string | undefined;
  assembleNpmHostedRuntime(options: {
    runtimes: string;
    env: NodeJS.ProcessEnv;
    lifetime: Lifetime;
    tarball?: string;
  }): Promise<string>;
}
export const runtimeModule = (await import(script('lib/npm-hosted-runtime.mjs'))) as RuntimeModule;

interface ArchivesModule {
  extractTarEntry(archive: string, entry: string, target: string, signal: AbortSignal): Promise<boolean>;
  unzip(
    archive: string,
    folder: string,
    place: (name: string) => string | undefined,
    signal: AbortSignal,
  ): Promise<number>;
}
export const archivesModule = {
  ...((await import(script('lib/tar-entry.mjs'))) as Pick<ArchivesModule, 'extractTarEntry'>),
  ...((await import(script('lib/unzip.mjs'))) as Pick<ArchivesModule, 'unzip'>),
};

interface DisplayModule {
  openDisplay(
    lifetime: Lifetime,
    options?: { env?: NodeJS.ProcessEnv; platform?: NodeJS.Platform; say?: (line: string) => void },
  ): Promise<{ env: NodeJS.ProcessEnv; virtual: boolean }>;
  electronArguments(display: { virtual: boolean }, uid: number): string[];
}
export const displayModule = (await import(script('lib/display.mjs'))) as DisplayModule;

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface TallyModule {
  tallyOf(report: object | undefined, exitCode: number): Tally;
  addUp(tallies: readonly Tally[]): Tally;
}
export const tallyModule = (await import(script('lib/tally.mjs'))) as TallyModule;

interface ScreenshotModule {
  checkScreenshot(file: string): Promise<{ width: number; height: number }>;
}
export const screenshotModule = (await import(script('lib/screenshot.mjs'))) as ScreenshotModule;

interface BuildModule {
  hashSources(root: string): Promise<string>;
  ensureBuild(context: { root: string; env: NodeJS.ProcessEnv; lifetime: Lifetime }): Promise<string>;
}
export const buildModule = (await import(script('lib/build.mjs'))) as BuildModule;
