import type { ConnectionSettings } from '../../../shared/model/connection.ts';
import type { VmRef } from '../../../shared/model/vm.ts';
import { refused } from './wire-fields.ts';

export interface TenantValue {
  readonly CompanyID?: number;
}

export interface ProjectsValue {
  readonly ProjectIDs?: readonly string[];
}

interface RegionValue {
  readonly Region: string;
}

/** Whom calls are made for. A company acts only for administrators (AUTH, section 1), so others name none. */
export interface Tenancy {
  /** What has to be asked, each by itself, to see everything that the connection is about. */
  readonly views: readonly TenantValue[];
  /**
   * The same for one tenant that is asked for; nothing when the connection is not about it.
   *
   * @throws AppError `cloud.invalid-parameter` {field: tenantId, reason: type}
   */
  readonly viewsOf: (asked: string | undefined) => readonly TenantValue[];
  /** The VM and its tenant, for calls that take both. */
  readonly vmOf: (ref: VmRef) => RegionValue & TenantValue & { readonly VMID: string };
  /** Where the VM is, for calls about something that belongs to it. */
  readonly placeOf: (ref: Pick<VmRef, 'region' | 'tenantId'>) => RegionValue & TenantValue;
  /**
   * The tenant for a call that cannot do without: the one that is wished for, else that of the VM, else the first of
   * the connection, else that of any VM of the region.
   *
   * @throws AppError `cloud.invalid-parameter` {field: tenantId, reason}
   */
  readonly demanded: (
    wished: string | undefined,
    at: Where,
    signal: AbortSignal,
  ) => Promise<{ readonly CompanyID: number }>;
  /**
   * The tenant that is wished for, else the first of the connection, for calls that can do without.
   *
   * @throws AppError `cloud.invalid-parameter` {field: tenantId, reason: type}
   */
  readonly chosen: (wished: string | undefined) => TenantValue;
  /** The projects to keep to; null when nothing is left of what was asked for. */
  readonly projects: (asked?: readonly string[]) => ProjectsValue | null;
  /** The project of something new that nobody chose one for: the connection's, where it is about one. */
  readonly newProject: { readonly ProjectID?: string };
}

interface Where {
  readonly region: string;
  readonly tenantId?: string;
}

const numberOf = (id: string | undefined): number | null => (/^[1-9]\d{0,14}$/.test(id ?? '') ? Number(id) : null);

function wishedTenant(wished: string): { readonly CompanyID: number } {
  const CompanyID = numberOf(wished);
  if (CompanyID === null) throw refused('tenantId', 'type');
  return { CompanyID };
}

export function createTenancy(
  { companyIds, projectIds }: Pick<ConnectionSettings, 'companyIds' | 'projectIds'>,
  anyTenant: (region: string, signal: AbortSignal) => Promise<string>,
): Tenancy {
  const views = companyIds.length === 0 ? [{}] : companyIds.map((CompanyID) => ({ CompanyID }));
  const [firstView, ...otherViews] = views;
  const [onlyProject, ...otherProjects] = projectIds;

  const ofVm = (tenantId: string): TenantValue => {
    if (companyIds.length === 0) return {};
    const CompanyID = numberOf(tenantId);
    if (CompanyID !== null) return { CompanyID };
    return otherViews.length === 0 ? (firstView ?? {}) : {};
  };

  const placeOf: Tenancy['placeOf'] = ({ region, tenantId }) => ({ Region: region, ...ofVm(tenantId) });

  return {
    ...{ views, placeOf },
    viewsOf: (asked) => {
      if (asked === undefined) return views;
      const wished = wishedTenant(asked);
      return companyIds.length === 0 || companyIds.includes(wished.CompanyID) ? [wished] : [];
    },
    vmOf: (ref) => ({ ...placeOf(ref), VMID: ref.cloudId }),
    demanded: async (wished, { region, tenantId }, signal) => {
      if (wished !== undefined && wished !== '') return wishedTenant(wished);
      const CompanyID = numberOf(tenantId) ?? companyIds[0] ?? numberOf(await anyTenant(region, signal));
      if (CompanyID === null) throw refused('tenantId', 'missing');
      return { CompanyID };
    },
    chosen: (wished) => (wished === undefined ? (firstView ?? {}) : wishedTenant(wished)),
    projects: (asked) => {
      if (projectIds.length === 0) return asked === undefined ? {} : { ProjectIDs: asked };
      const ProjectIDs = asked === undefined ? projectIds : asked.filter((id) => projectIds.includes(id));
      return ProjectIDs.length === 0 ? null : { ProjectIDs };
    },
    newProject: onlyProject !== undefined && otherProjects.length === 0 ? { ProjectID: onlyProject } : {},
  };
}
