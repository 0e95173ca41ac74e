import { demoProfile } from './workbench/profile.ts';

// For F5, "Run Extension (demo feed)": the user data folder that .vscode/launch.json names.
await demoProfile('desktop');
