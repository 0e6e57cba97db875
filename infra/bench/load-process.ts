import { generateLoad, type LoadPlan } from './load-generator.js';

// The plan comes as the first message, because bodies are longer than an argument may be.
process.once('message', (plan: LoadPlan) => {
  generateLoad(plan).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error: Error) => {
      console.error(error);
      process.exit(1);
    },
  );
});
