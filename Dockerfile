# syntax=docker/dockerfile:1

# Everything that building and the commands need.
FROM node:20-bookworm-slim AS build
WORKDIR /build
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN npm run generate && BUILD_STANDALONE=1 npm run build

# The commands (backup, restore, copy, import, user): docker compose run --rm tools scripts/moving/backup.ts
FROM build AS tools
ENV NODE_ENV=production DATA_DIR=/data LOG_LEVEL=fatal
# Whichever image uses the volume first gives it its owner: on a new machine that is the one that restores.
RUN install -d -o node -g node -m 700 /data
USER node
ENTRYPOINT ["node", "--import", "tsx"]

# The server, and nothing else.
FROM node:20-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data HOST=0.0.0.0 PORT=3000 NEXT_MANUAL_SIG_HANDLE=1 NEXT_TELEMETRY_DISABLED=1 MALLOC_ARENA_MAX=2
RUN install -d -o node -g node -m 700 /data
COPY --from=build /build/.next/standalone/server.js /build/.next/standalone/package.json ./
COPY --from=build /build/.next/standalone/node_modules ./node_modules
COPY --from=build /build/.next/standalone/.next ./.next
COPY --from=build /build/.next/static ./.next/static
COPY --from=build /build/public ./public
COPY --from=build /build/prisma/sqlite/migrations ./prisma/sqlite/migrations
COPY --from=build /build/prisma/postgres/migrations ./prisma/postgres/migrations
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Containers set HOSTNAME to their id, on which the server would listen.
CMD ["sh", "-c", "HOSTNAME=\"$HOST\" exec node server.js"]
