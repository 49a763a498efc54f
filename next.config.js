/** @type {import("next").NextConfig} */
const config = {
  // Containers ship the traced output; `next start` wants the plain one.
  output: process.env.BUILD_STANDALONE === "1" ? "standalone" : undefined,
  poweredByHeader: false,
  reactStrictMode: true,
  // A sender whose webhook address ends with a slash may not follow a redirect.
  skipTrailingSlashRedirect: true,
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["better-sqlite3", "pg", "pino"],
  outputFileTracingIncludes: { "/*": ["./prisma/*/migrations/**"] },
};

export default config;
