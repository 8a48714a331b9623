import type { UCloudTools } from '../../ucloud/tools.ts';
import type { UCloudStackCatalog } from '../catalog/index.ts';

export type Tools = UCloudTools<UCloudStackCatalog>;
