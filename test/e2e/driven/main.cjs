'use strict';

/*
 * Started as `electron [flags] THIS APP [arguments]`: runs APP as `electron [flags] APP [arguments]` would, but tells it
 * that Electron is ready only once Playwright listens.
 *
 * Given an executable, Playwright attaches while the app is already starting. When that meets the first navigation of
 * a window, Chromium answers Page.getFrameTree for the empty document that comes first and then does not send
 * Page.frameNavigated for the page. The page loads and paints, but Playwright never counts the window as there.
 * Playwright calls __playwright_run when it listens; only its own loader, which comes with its own Electron and
 * switches of its own for Chromium, defines it otherwise.
 */
const path = require('node:path');
const { app } = require('electron');

const listening = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});
const whenReady = app.whenReady.bind(app);
app.whenReady = async () => {
  await listening;
  return whenReady();
};

process.argv.splice(
  process.argv.findIndex((argument, index) => index > 0 && path.resolve(argument) === __dirname),
  1,
);
require('../../../scripts/runtime-loader/main.cjs');
