import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('dist', import.meta.url));
/** Writes which packages went into the bundles, for scripts/notices.ts. */
class BundledPackages {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('BundledPackages', (compilation) => {
      compilation.hooks.processAssets.tap('BundledPackages', () => {
        const inBundle = [...compilation.modules].filter(
          (module) => compilation.chunkGraph.getNumberOfModuleChunks(module) > 0,
        );
        const files = inBundle
          .flatMap((module) => [module, ...(module.modules ?? [])])
          .map((module) => module.nameForCondition());
        const folders = files.map((file) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file ?? '')?.[0]);
        const unique = [...new Set(folders.filter((folder) => folder !== undefined))].sort();
        compilation.emitAsset(
          `${compiler.name}.packages.json`,
          new compiler.webpack.sources.RawSource(JSON.stringify(unique)),
        );
      });
    });
  }
}

const view = (name) => [`./src/webview/${name}/main.ts`, `./src/webview/${name}/${name}.css`];

/** @type {(production: boolean) => import('webpack').Configuration} */
const common = (production) => ({
  context: root,
  mode: production ? 'production' : 'development',
  // Written beside the bundles for debugging, never shipped: .vscodeignore is an allow-list.
  devtool: production ? 'hidden-source-map' : 'source-map',
  module: {
    rules: [
      { test: /\.ts$/, loader: 'esbuild-loader', options: { target: 'es2024' } },
      { test: /\.ttf$/, type: 'asset/resource', generator: { filename: '[name][ext]' } },
    ],
  },
  stats: { preset: 'errors-warnings', assets: true, timings: true },
  // The watch task of .vscode/tasks.json looks for "Compiler 'host' starting" and "… finished".
  infrastructureLogging: { level: production ? 'info' : 'log' },
  performance: false,
  plugins: [new BundledPackages()],
});

/** @type {(production: boolean) => import('webpack').Configuration} */
const host = (production) => ({
  ...common(production),
  // A library asks for it to know a browser; VS Code logs an error for every extension that looks at the global.
  plugins: [
    new BundledPackages(),
    new webpack.DefinePlugin({ 'typeof navigator': '"undefined"', 'globalThis.navigator': 'undefined' }),
  ],
  name: 'host',
  target: 'node24',
  entry: {
    extension: './src/extension.ts',
    'store-worker': './src/store/worker.ts',
    demo: './src/demo/index.ts',
  },
  output: {
    path: dist,
    filename: '[name].cjs',
    // What is imported when it is first needed.
    chunkFilename: '[name].cjs',
    library: { type: 'commonjs2' },
    devtoolModuleFilenameTemplate: '../[resource-path]',
  },
  externals: [
    { vscode: 'commonjs vscode' },
    // `import('./demo/index.ts')` loads the demo's own bundle, when it is called and not before.
    ({ request, contextInfo }, done) => {
      const lazy = /(^|\/)demo\/index\.ts$/.test(request ?? '') && contextInfo?.issuer !== '';
      done(undefined, lazy ? 'commonjs ./demo.cjs' : undefined);
    },
  ],
});

/** @type {(production: boolean) => import('webpack').Configuration} */
const web = (production) => ({
  ...common(production),
  name: 'web',
  target: 'web',
  entry: { detail: view('detail'), explorer: view('explorer') },
  output: { path: dist, filename: '[name].js', cssFilename: '[name].css', publicPath: '' },
  experiments: { css: true },
  // Lit has a development build with warnings; the product must not get it.
  resolve: {
    conditionNames: production ? ['browser', 'import', 'default'] : ['development', 'browser', 'import', 'default'],
  },
});

/** @type {(env: unknown, argv: { mode?: string }) => import('webpack').Configuration[]} */
export default (_env, argv) => [host(argv.mode === 'production'), web(argv.mode === 'production')];
