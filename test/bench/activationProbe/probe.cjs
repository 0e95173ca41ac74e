const Module = require('node:module');
const { writeFileSync, renameSync } = require('node:fs');
const vscode = require('vscode');

const ID = 'security-event-streams.security-event-streams';

/**
 * Activates the extension before anything else does and writes what VS Code calls its activation times, ms: `load`, reading and evaluating the bundle, and
 * `activate`, the call of activate(). Waiting for other extensions and for the workbench is not in them.
 */
exports.activate = async () => {
  const file = process.env.ACTIVATION_PROBE;
  const extension = vscode.extensions.getExtension(ID);
  if (!file || !extension || extension.isActive) throw new Error('Nothing to measure.');
  const times = { load: 0, activate: 0 };
  const original = Module._load;
  Module._load = function (request, ...rest) {
    if (!request.includes(ID) || !request.endsWith('extension.cjs')) return original.call(this, request, ...rest);
    Module._load = original;
    const start = performance.now();
    const loaded = original.call(this, request, ...rest);
    times.load = performance.now() - start;
    return {
      ...loaded,
      activate(context) {
        const called = performance.now();
        const api = loaded.activate(context);
        times.activate = performance.now() - called;
        return api;
      },
    };
  };
  await extension.activate();
  if (times.load === 0 || times.activate === 0) throw new Error('The bundle was loaded by another way.');
  writeFileSync(`${file}.part`, JSON.stringify(times));
  renameSync(`${file}.part`, file);
};
