import { createHash } from 'node:crypto';
import { Agent, request } from 'undici';
import type { BenchCloud } from './cloud.ts';

interface BarePage {
  readonly TotalCount: number;
  readonly Infos: readonly Readonly<Record<string, unknown>>[];
}

const pageSize = 100;
const parallel = 4;

function signed({ publicKey, privateKey }: BenchCloud, values: Readonly<Record<string, string>>): string {
  const all: Record<string, string> = { ...values, Action: 'DescribeVMInstance', PublicKey: publicKey };
  const joined = Object.keys(all)
    .sort()
    .map((name) => `${name}${all[name] ?? ''}`)
    .join('');
  const Signature = createHash('sha1')
    .update(joined + privateKey)
    .digest('hex');
  return new URLSearchParams({ ...all, Signature }).toString();
}

/**
 * The least that can be done: the pages of every region by undici, as many at once as the provider reads, parsed and
 * handed on. Whoever measures it measures the network, the cloud and JSON.
 */
export async function fetchBare(cloud: BenchCloud, onPage: (infos: BarePage['Infos']) => void): Promise<void> {
  const dispatcher = new Agent({ connections: parallel });
  const fetchPage = async (region: string, offset: number): Promise<number> => {
    const page = { Region: region, SortBy: 'CreateTime', Sort: 'Ascending', Limit: String(pageSize) };
    const { body } = await request(cloud.url, {
      ...{ dispatcher, method: 'POST', body: signed(cloud, { ...page, Offset: String(offset) }) },
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    });
    const answer = JSON.parse(await body.text()) as BarePage;
    onPage(answer.Infos);
    return answer.TotalCount;
  };
  for (const region of cloud.regions) {
    const total = await fetchPage(region, 0);
    let next = pageSize;
    const worker = async (): Promise<void> => {
      while (next < total) {
        const offset = next;
        next += pageSize;
        await fetchPage(region, offset);
      }
    };
    await Promise.all(Array.from({ length: parallel }, worker));
  }
  await dispatcher.close();
}
