// `claims`: claims from a long queue. Anything else: submissions through the whole stack.
const [what] = process.argv.slice(2);
await (what === 'claims' ? import('./claims/main.js') : import('./submissions.js'));

export {};
