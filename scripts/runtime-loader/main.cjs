'use strict';

/*
 * Lies at resources/app of the npm-hosted development runtime and makes it behave like a stock Electron that is
 * started as `electron [flags] APP [arguments]`.
 *
 * APP is the first argument that is not a flag, relative to the working directory. process.argv stays as it is, and
 * process.defaultApp is set, both as stock Electron has them: an application finds its own arguments in the same
 * place in either.
 */
const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { app } = require('electron');

function fail(message) {
  process.stderr.write(`${message}\n`);
  app.exit(1);
}

function startApplication() {
  const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (given === undefined) return fail('Name the application to start: electron [flags] APP [arguments]');

  const folder = path.resolve(given);
  const manifestFile = path.join(folder, 'package.json');
  if (!existsSync(manifestFile)) return fail(`There is no package.json in ${folder}`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));

  process.defaultApp = true;
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  }

  const main = path.resolve(folder, manifest.main ?? 'index.js');
  const isModule = main.endsWith('.mjs') || (main.endsWith('.js') && manifest.type === 'module');
  if (!isModule) return require(main);
  return import(pathToFileURL(main).href).catch((error) => fail(error.stack));
}

void startApplication();
