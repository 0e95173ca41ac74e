import { MemorySearch } from '../../support/memorySearch.ts';
import { row, rows, Stage } from '../../webview/explorerStage.ts';
import { Harness } from '../../webview/harness.ts';
import { type Group, quantile } from '../figure.ts';
import { frameWork } from '../frameWork.ts';

const RATE = 5_000;
const SECONDS = 8;
const STEP = 50;

/** Main-thread work for each frame, and how far the view is behind, while 5,000 events a second come into an open explorer; the page is the real one, in a browser. */
export const explorerFrames: Group = async (report) => {
  const harness = await Harness.start('explorer');
  try {
    const stage = await Stage.open(harness, new MemorySearch(rows(10_000)), { width: 1_400, height: 900 });
    await stage.page.waitForSelector('.layer .row:not(.empty)');
    await stage.page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { behind: seen });
      const look = () => {
        const newest = document.querySelector('.layer .row[aria-rowindex="2"] .summary')?.textContent ?? '';
        const at = /@(\d+)/.exec(newest)?.[1];
        if (at) seen.push(Date.now() - Number(at));
      };
      const grid = document.querySelector('.grid');
      // Another number of rows comes with other rows, which are drawn with the frames that follow.
      const lookSoon = () => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(look)));
      if (grid) new MutationObserver(lookSoon).observe(grid, { attributeFilter: ['aria-rowcount'] });
    });
    const work = await frameWork(stage.page, async () => {
      let next = -1;
      const begin = performance.now();
      while (performance.now() - begin < SECONDS * 1_000) {
        const due = Math.floor(((performance.now() - begin) / 1_000) * RATE) + next + 1;
        if (due > 0) {
          const now = Date.now();
          const batch = Array.from({ length: due }, () => row(next--, { time: now, summary: `Live event @${now}` }));
          stage.search.add(...batch.reverse());
        }
        await new Promise((resolve) => setTimeout(resolve, STEP));
      }
    });
    const behind = await stage.page.evaluate((): number[] => Reflect.get(window, 'behind'));
    const total = await stage.page.locator('.grid').getAttribute('aria-rowcount');
    await stage.close();
    report(
      `${work.length} frames, median ${quantile(work, 0.5).toFixed(1)} ms, worst ${Math.max(...work).toFixed(1)} ms`,
    );
    report(`${total} rows at the end; at most ${Math.max(...behind)} ms behind`);
    return {
      'explorer.frame_work_p95_ms': { value: Math.round(quantile(work, 0.95) * 10) / 10, unit: 'ms' },
      'explorer.behind_p95_ms': { value: Math.round(quantile(behind, 0.95)), unit: 'ms' },
    };
  } finally {
    await harness.close();
  }
};
