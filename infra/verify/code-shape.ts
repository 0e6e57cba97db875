import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { nameProblems } from './names.js';
import { repositoryFiles } from './repository-files.js';

const maxConstructorParameters = 5;
const maxFunctionParameters = 3;
const purePackages = /^packages\/(domain|matching)\/src\//;
// Where a process reads its environment: programs, their configuration, and what starts or tests them.
const readsEnvironment =
  /^(infra\/|packages\/(testing|embedded)\/|apps\/e2e\/|apps\/[^/]+\/src\/(main|seed)\.ts|.*\/config(\/|\.ts)|apps\/console\/vite\.config\.ts$)|\.test\.tsx?$/;

/** What lint cannot say: names, size of signatures, empty catches, purity of the middle. One line a problem. */
export function codeShapeProblems(root: string): string[] {
  const files = repositoryFiles(root).filter((file) => /^(apps|packages|infra)\//.test(file));
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
  return [
    ...nameProblems(files),
    ...sources.flatMap((file) => sourceProblems(file, readFileSync(path.join(root, file), 'utf8'))),
  ];
}

export function sourceProblems(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const isTest = /\.test\.tsx?$/.test(file);
  const isPure = purePackages.test(file) && !isTest;
  const problems: string[] = [];
  const visit = (node: ts.Node) => {
    const found = [
      parameterProblem(node),
      catchProblem(node),
      isPure ? impurity(node) : undefined,
      readsEnvironment.test(file) ? undefined : environmentProblem(node),
    ];
    for (const problem of found) if (problem) problems.push(`${place(source, node)}: ${problem}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function parameterProblem(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) {
    if (node.parameters.length <= maxConstructorParameters) return undefined;
    return `constructor with ${node.parameters.length} parameters (at most ${maxConstructorParameters})`;
  }
  // A callback's parameters are chosen by what calls it.
  if (!ts.isFunctionDeclaration(node) && !ts.isMethodDeclaration(node)) return undefined;
  const plain = node.parameters.filter(
    (parameter) => !ts.canHaveDecorators(parameter) || !ts.getDecorators(parameter),
  );
  if (plain.length <= maxFunctionParameters || !node.body) return undefined;
  return `function with ${plain.length} parameters (at most ${maxFunctionParameters}; take one object)`;
}

function catchProblem(node: ts.Node): string | undefined {
  if (!ts.isCatchClause(node) || node.block.statements.length > 0) return undefined;
  return 'a catch that does nothing';
}

function impurity(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'await in a pure package';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
    return 'a clock in a pure package';
  }
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText();
    if (['Date.now', 'performance.now'].includes(name)) return 'a clock in a pure package';
    if (name === 'Math.random' || name.startsWith('crypto.')) return 'chance in a pure package';
    if (name === 'process.env') return 'the environment in a pure package';
  }
  if (
    ts.isCallExpression(node) &&
    /^set(Timeout|Interval|Immediate)$/.test(node.expression.getText())
  ) {
    return 'a timer in a pure package';
  }
  return undefined;
}

function environmentProblem(node: ts.Node): string | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.getText() !== 'process.env') return undefined;
  return 'process.env outside of the configuration';
}

function place(source: ts.SourceFile, node: ts.Node): string {
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return `${source.fileName}:${line + 1}`;
}
