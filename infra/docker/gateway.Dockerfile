# Build from the repository root: docker build -f infra/docker/gateway.Dockerfile .
FROM node:24-slim AS build
WORKDIR /assay
COPY . .
RUN npm ci --no-audit --no-fund && npx turbo build --filter=@assay/gateway --filter=@assay/console

FROM node:24-slim AS dependencies
WORKDIR /assay
COPY . .
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund --workspace=@assay/gateway

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data CONSOLE_DIR=/assay/apps/console/dist
WORKDIR /assay
COPY --from=dependencies /assay/node_modules node_modules
COPY --from=build /assay/package.json package.json
COPY --from=build /assay/packages packages
COPY --from=build /assay/apps/gateway apps/gateway
COPY --from=build /assay/apps/console/dist apps/console/dist
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/readyz').then((answer)=>process.exit(answer.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "apps/gateway/dist/main.js"]
