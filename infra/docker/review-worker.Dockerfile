# Build from the repository root: docker build -f infra/docker/review-worker.Dockerfile .
FROM node:24-slim AS build
WORKDIR /assay
COPY . .
RUN npm ci --no-audit --no-fund && npx turbo build --filter=@assay/review-worker

FROM node:24-slim AS dependencies
WORKDIR /assay
COPY . .
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund --workspace=@assay/review-worker

FROM node:24-slim
ENV NODE_ENV=production WORKER_PORT=3001 DATA_DIR=/data
WORKDIR /assay
COPY --from=dependencies /assay/node_modules node_modules
COPY --from=build /assay/package.json package.json
COPY --from=build /assay/packages packages
COPY --from=build /assay/apps/review-worker apps/review-worker
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.WORKER_PORT+'/readyz').then((answer)=>process.exit(answer.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/review-worker/dist/main.js"]
