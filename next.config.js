/** @type {import("next").NextConfig} */
const config = {
  // Containers ship the traced output; `next start` wants the plain one.
  output: process.env.BUILD_STANDALONE === "1" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  experimental: { preloadEntriesOnStart: false },
  // A sender whose webhook address ends with a slash may not follow a redirect.
  skipTrailingSlashRedirect: true,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["better-sqlite3", "nodemailer", "pg", "pino", "prom-client"],
  // Drawn once, the same for everybody; a day later a new drawing is seen by all.
  headers: async () => [
    { source: "/world-110m.svg", headers: [{ key: "Cache-Control", value: "public, max-age=86400" }] },
  ],
  // A browser that leaves a page before it has read which icon is its own asks for this one.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  outputFileTracingIncludes: { "/*": ["./prisma/*/migrations/**"] },
};

export default config;
