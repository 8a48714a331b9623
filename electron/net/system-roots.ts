import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Certificates of the authorities that this computer believes, each as PEM. Read when they are asked for first. */
export type Roots = () => readonly string[];

/** Where a computer keeps the authorities that its administrator believes. */
export interface RootsHost {
  readonly platform: NodeJS.Platform;
  /** `SSL_CERT_FILE` and `NODE_EXTRA_CA_CERTS`, as OpenSSL and Node have them. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file, or `null` when it cannot be read. */
  readonly readFile: (path: string) => string | null;
  /** What the runtime reads of the system by itself; empty where it cannot. */
  readonly native: () => readonly string[];
  /** The list that comes with the runtime: Mozilla's. */
  readonly bundled: readonly string[];
}

/** Debian, Ubuntu, Arch; Fedora, RHEL; openSUSE; Alpine. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function inFile({ readFile }: RootsHost, path: string | undefined): readonly string[] {
  if (path === undefined || path === '') return [];
  return readFile(path)?.match(certificate) ?? [];
}

/**
 * The system's list in place of the bundled one, so that an authority that was distrusted here is not believed; the
 * bundled one where the system has none that can be read. Those of `NODE_EXTRA_CA_CERTS` come on top.
 */
export function readSystemRoots(host: RootsHost): readonly string[] {
  const { platform, environment, native, bundled } = host;
  const files = platform === 'linux' ? [environment['SSL_CERT_FILE'], ...bundles] : [];
  const found = files.map((path) => inFile(host, path)).find(({ length }) => length > 0) ?? native();
  return [...(found.length > 0 ? found : bundled), ...inFile(host, environment['NODE_EXTRA_CA_CERTS'])];
}

/** What Node 22.15 and later have, and the oldest that we run on does not. */
interface NativeRoots {
  readonly getCACertificates?: (type: 'system') => readonly string[];
}

const nodeHost: RootsHost = {
  platform: process.platform,
  environment: process.env,
  readFile: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  native: () => (tls as NativeRoots).getCACertificates?.('system') ?? [],
  bundled: tls.rootCertificates,
};

/** The authorities of this computer, read once. */
export function createSystemRoots(host: RootsHost = nodeHost): Roots {
  let known: readonly string[] | null = null;
  return () => (known ??= readSystemRoots(host));
}
