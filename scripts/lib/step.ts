const BEAT_MS = 10_000;

/** Runs one step of a script and says so: what begins, that it still runs, and how long it took. */
export async function step<T>(label: string, action: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const elapsed = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  console.log(`• ${label}…`);
  const beat = setInterval(() => console.log(`  … still ${lowerFirst(label)} (${elapsed()})`), BEAT_MS);
  try {
    const result = await action();
    console.log(`✓ ${label} (${elapsed()})`);
    return result;
  } catch (error) {
    console.log(`✗ ${label} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(beat);
  }
}

/** Runs a script's main function: a failure is a sentence and exit code 1, not a stack. */
export function main(action: () => Promise<number>): void {
  action().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    },
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
