// Resolves what TypeScript resolves: `./x.js` of a source file is `./x.ts`, and `@assay/x` is that
// workspace's source. Files inside node_modules keep Node's rules (some ship .ts beside .js).
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '../..');
const workspace = /^@assay\/([a-z0-9-]+)$/;
const lab = '@assay/infra/lab';

module.exports = (request, options) => {
  if (request === lab) return path.join(root, 'infra/lab/private-stack.ts');
  const named = workspace.exec(request);
  if (named) {
    for (const folder of ['packages', 'apps']) {
      const entry = path.join(root, folder, named[1], 'src/index.ts');
      if (fs.existsSync(entry)) return entry;
    }
  }
  const isRelative = request.startsWith('./') || request.startsWith('../');
  if (isRelative && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    const stem = path.resolve(options.basedir, request.slice(0, -3));
    for (const candidate of [`${stem}.ts`, `${stem}.tsx`]) {
      if (fs.existsSync(candidate)) return candidate;
    }
  }
  return options.defaultResolver(request, options);
};
