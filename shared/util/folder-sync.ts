/** Errnos with which systems and file systems that cannot make a folder's names durable refuse to. */
export const noFolderSync: ReadonlySet<string | undefined> = new Set([
  ...['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM'],
]);
