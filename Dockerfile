# syntax=docker/dockerfile:1

# Any one service, or the gateway with its pages: docker build --build-arg SERVICE=order --tag souk/order-service .
# deploy/README.md has all of them in one command.

# The same Node as in package.json; deploy/image.test.ts holds the two together.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-trixie-slim AS parts
ARG SERVICE
WORKDIR /source
COPY . .
# Pages are compiled here, so that nothing that compiles them is in the image.
RUN --mount=type=cache,target=/root/.npm \
    if [ "$SERVICE" = gateway ]; then \
      npm install --no-save --ignore-scripts --workspace apps/storefront && node scripts/build-storefront.ts; \
    fi
RUN node deploy/lay-out.ts "$SERVICE" /parts

# Manifests are apart from sources: packages are brought again only where one of them or the lock file has changed.
# Not `npm ci`, which refuses a lock file without the packages of platforms that nobody here has; versions are the lock file's.
FROM node:${NODE_VERSION}-trixie-slim AS packages
WORKDIR /souk
COPY --from=parts /parts/manifests .
RUN --mount=type=cache,target=/root/.npm npm install --no-save --omit=dev --ignore-scripts

FROM node:${NODE_VERSION}-trixie-slim
ARG SERVICE
LABEL org.opencontainers.image.title="souk ${SERVICE}" org.opencontainers.image.licenses="MIT"
# V8 leaves room for buffers and threads below the container's limit of memory.
ENV NODE_ENV=production \
    NODE_OPTIONS=--max-old-space-size-percentage=70 \
    SOUK_HOST=0.0.0.0 \
    SOUK_SERVICE_HOST=0.0.0.0
WORKDIR /souk
COPY --from=packages /souk .
COPY --from=parts /parts/sources .
# By number, as Kubernetes must see that it is not root's. Files stay root's: nobody here may change them.
USER 1000:1000
EXPOSE 8080 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
# With the name behind it, as in: docker run souk/order-service scripts/serve.ts order
CMD ["scripts/serve.ts"]
