import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { EstimateStrength, Strength } from './strength-scale.ts';

/** How strong a password is while it is typed; null while there is none, or nothing to estimate it with. */
export function useStrength(password: string): Strength | null {
  const [estimate, setEstimate] = useState<EstimateStrength | null>(null);
  useEffect(() => {
    let isWanted = true;
    import('./strength-estimator.ts').then(
      ({ createEstimator }) => {
        const made = createEstimator();
        if (isWanted) setEstimate(() => made);
      },
      () => undefined, // the meter stays empty; the rules for passwords do not depend on it
    );
    return () => {
      isWanted = false;
    };
  }, []);
  const settled = useDeferredValue(password);
  return useMemo(() => (estimate === null || settled === '' ? null : estimate(settled)), [estimate, settled]);
}
