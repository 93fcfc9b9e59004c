const sleepers = new Set<() => void>();

/** Tells the workers of this process that there may be something to do. */
export function wakeWorkers(): void {
  for (const wake of [...sleepers]) wake();
}

/** Waits for so many milliseconds, or until woken; answers whether it was woken. */
export function sleepUntilWoken(milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (woken: boolean) => {
      clearTimeout(timer);
      sleepers.delete(wake);
      resolve(woken);
    };
    const wake = () => end(true);
    const timer = setTimeout(() => end(false), milliseconds);
    sleepers.add(wake);
  });
}
