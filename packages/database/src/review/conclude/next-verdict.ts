import { settle, type VerdictCause } from '@assay/domain';
import type { Closing } from '../../verdict/closing.js';
import type { ConcludedCase } from './concluded-case.js';

/** The verdict that the ruling of a concluded case leads to, as the next revision. */
export function nextVerdict(concluded: ConcludedCase, cause: VerdictCause): Closing {
  const { ruling, current } = concluded;
  return {
    submissionId: concluded.submissionId,
    tenantId: concluded.tenantId,
    externalId: concluded.externalId,
    revision: (current?.revision ?? 0) + 1,
    ...settle(concluded.machineReasons, ruling),
    cause,
    decidedBy: 'human',
    policyVersion: concluded.policyVersion,
    blacklistVersion: concluded.blacklistVersion,
    engineVersion: concluded.engineVersion,
    taskId: ruling.taskId,
    actor: ruling.actor,
  };
}
