/**
 * The build compiles threads; in scripts and tests one loads the source that lies beside the module `from`, for which it
 * registers the loader itself.
 */
export function fromSource(from: string, file: string): string {
  const source = JSON.stringify(from.replace(/[^/]*$/, file));
  return `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); });`;
}
