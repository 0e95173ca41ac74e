import { packageVsix } from './lib/build.ts';
import { main } from './lib/step.ts';

main(async () => {
  await packageVsix();
  return 0;
});
