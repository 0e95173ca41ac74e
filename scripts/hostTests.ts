import { bundleHostTests } from './rings/hostBundle.ts';

// For F5, "Host Tests": the bundle that .vscode/launch.json names.
await bundleHostTests();
