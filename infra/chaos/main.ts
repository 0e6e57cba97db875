// `reviewers`: people at the review desk. Anything else: clients that submit.
const [what] = process.argv.slice(2);
await (what === 'reviewers' ? import('./reviewers/main.js') : import('./submissions.js'));

export {};
