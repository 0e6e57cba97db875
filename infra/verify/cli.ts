import { codeShapeProblems } from './code-shape.js';
import { docReferenceProblems } from './doc-references.js';

const checks: Record<string, (root: string) => string[]> = {
  'code-shape': codeShapeProblems,
  'doc-references': docReferenceProblems,
};

const check = checks[process.argv[2] ?? ''];
if (!check) throw new Error(`one of ${Object.keys(checks).join(', ')}`);
const problems = check(process.cwd());
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
