import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { CreateSubmission, CreateSubmissionBatch } from '@assay/contracts';
import type { Problem } from '@assay/domain';
import { ProblemException } from './problem-exception.js';
import { type SchemaIssue, schemaProblem } from './schema-problem.js';
import { unstorableText } from './storable-text.js';

type Schema = NonNullable<ArgumentMetadata['schema']>;

/** These check every string themselves, the batch one item at a time so that a bad item fails alone. */
const checksItsText = new Set<unknown>([CreateSubmission, CreateSubmissionBatch]);

/**
 * Validates whatever declares a schema (`@Body({ schema })`), in place of Nest's own pipe: that one makes a promise
 * for every argument, and walks every body for prototype keys, which the JSON parser has already refused.
 */
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (schema === undefined || type === 'custom') return value;
    const result = schema['~standard'].validate(value);
    if (result instanceof Promise) throw new Error('Schemas of requests must not be asynchronous.');
    if (result.issues)
      throw new ProblemException(problemOf(result.issues as readonly SchemaIssue[], type));
    if (!checksItsText.has(schema satisfies Schema)) refuseUnstorable(result.value);
    return result.value;
  }
}

function refuseUnstorable(value: unknown): void {
  const found = unstorableText(value);
  if (found)
    throw new ProblemException({ code: 'invalid_text', detail: found.message, errors: [found] });
}

function problemOf(issues: readonly SchemaIssue[], type: ArgumentMetadata['type']): Problem {
  // An id that is none names nothing, like an id of somebody else.
  if (type === 'param') return { code: 'not_found', detail: 'There is nothing at this address.' };
  return schemaProblem(issues);
}
