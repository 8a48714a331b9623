import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

const NowContext = createContext(0);

/** One clock for every age and elapsed time on the screen, so that they change together, once a second. */
export function NowProvider({ now, children }: { now: () => number; children: ReactNode }): ReactNode {
  const [value, setValue] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setValue(now()), 1000);
    return () => clearInterval(timer);
  }, [now]);
  return <NowContext value={value}>{children}</NowContext>;
}

/** Milliseconds since the epoch; what uses it is drawn again every second. */
export const useNow = (): number => useContext(NowContext);
