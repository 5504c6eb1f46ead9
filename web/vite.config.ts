// Two programs, each one file of script and one of style, for the C build to embed: the report, which works from a file without a
// network, and the live page, which `helsinki serve` serves. `vite build --mode report|live`.
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  define: { "process.env.NODE_ENV": '"production"' },
  json: { stringify: true },
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    cssCodeSplit: false,
    lib: {
      entry: `src/${mode}/main.ts`,
      formats: ["iife"],
      name: "helsinki",
      fileName: () => `${mode}.js`,
      cssFileName: mode,
    },
  },
}));
