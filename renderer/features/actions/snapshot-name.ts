const longest = 50;
const stampLength = '-20260102-0304'.length;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * A name that the clouds take (document 000, lines 716–730: Han, letters, digits, `.`, `_`, `-`, at most 50), made of
 * the VM's name and the local date and time.
 */
export function suggestSnapshotName(vmName: string, at: Date): string {
  const plain = vmName
    .replace(/[^\p{Script=Han}A-Za-z0-9._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, longest - stampLength);
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${plain === '' ? 'snapshot' : plain}-${day}-${two(at.getHours())}${two(at.getMinutes())}`;
}
