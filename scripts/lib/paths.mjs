import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The project's folder. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/**
 * @param {...string} segments below the project's folder
 * @returns {string} absolute path
 */
export const inProject = (...segments) => path.join(projectRoot, ...segments);
