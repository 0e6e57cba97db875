import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv, type Plugin } from 'vite';

export default defineConfig(({ mode }) => {
  const { GATEWAY_URL: target = 'http://127.0.0.1:3000' } = loadEnv(
    mode,
    import.meta.dirname,
    'GATEWAY_',
  );
  return {
    base: '/console/',
    plugins: [react(), firstLoadBudget({ maxBytes: 500_000 })],
    build: {
      outDir: 'dist',
      emptyOutDir: true,
      chunkSizeWarningLimit: 1500,
      modulePreload: { polyfill: false },
    },
    server: {
      host: '127.0.0.1',
      proxy: { '/v1': { target }, '/openapi.json': { target }, '/docs': { target } },
    },
  };
});

/** Prints what the login page loads, gzipped, and fails the build when it is over the budget. */
function firstLoadBudget({ maxBytes }: { maxBytes: number }): Plugin {
  return {
    name: 'first-load-budget',
    generateBundle(_, bundle) {
      const seen = new Set<string>();
      const visit = (name: string): number => {
        const chunk = bundle[name];
        if (chunk === undefined || seen.has(name)) return 0;
        seen.add(name);
        if (chunk.type === 'asset') return gzipSync(chunk.source).length;
        const own = gzipSync(chunk.code).length;
        return chunk.imports.reduce((sum, imported) => sum + visit(imported), own);
      };
      const roots = Object.values(bundle).filter(
        (item) =>
          (item.type === 'chunk' && (item.isEntry || item.facadeModuleId?.includes('/login/'))) ||
          (item.type === 'asset' && item.fileName.endsWith('.css')),
      );
      const bytes = roots.reduce((sum, item) => sum + visit(item.fileName), 0);
      const report = `first load ${(bytes / 1000).toFixed(1)} kB gzip of ${maxBytes / 1000} kB`;
      if (bytes > maxBytes) this.error(report);
      this.info(report);
    },
  };
}
