import type { OwnReviewerBody } from '@assay/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readOwnReviewer } from '../../api/reviewers.js';
import type { Care } from './exposure-meter.js';

interface CareHandle {
  /** Undefined until the gateway answered. */
  readonly reviewer: OwnReviewerBody | undefined;
  readonly care: Care | undefined;
  readonly asksForBreak: boolean;
  /** Puts the question off until a break is due anew. */
  readonly goOn: () => void;
}

/** The person's own settings and the meter: read once, then kept fresh by the stream. */
export function useCare(pushed: Care | undefined): CareHandle {
  const reviewer = useQuery({
    queryKey: ['reviewer'],
    queryFn: readOwnReviewer,
    staleTime: Infinity,
  });
  const care = pushed ?? reviewer.data?.care;
  const [declined, setDeclined] = useState(false);
  const due = care?.breakDue === true;
  useEffect(() => {
    if (!due) setDeclined(false);
  }, [due]);
  return {
    reviewer: reviewer.data,
    care,
    asksForBreak: due && !declined,
    goOn: () => setDeclined(true),
  };
}
