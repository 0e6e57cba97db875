// `npm start` and `npm run dev`. Plain Node without dependencies: it has to run before anything is installed.
// Old syntax on purpose, so that a Node that is too old reaches the sentence that says so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Assay needs Node.js 20.19 or newer (24 recommended); this is ${process.version}.`);
  console.error(`Assay 需要 Node.js 20.19 或更高版本（推荐 24），当前版本为 ${process.version}。`);
  process.exit(1);
}

const mode = process.argv[2] === 'dev' ? 'dev' : 'start';

import('./prepare.mjs')
  .then(async ({ installDependencies, buildWorkspaces, useProjectEnvironment }) => {
    useProjectEnvironment();
    await installDependencies('[1/5]');
    await buildWorkspaces('[2/5]');
    const { run } = await import(`./dist/${mode}/index.js`);
    await run();
  })
  .catch((error) => {
    console.error(`\n${error.isExpected ? error.message : error.stack}`);
    process.exit(1);
  });
