/** What is brought from outside to run beside the shop, by version. */
export const images = {
  postgres: 'postgres:18.1-trixie',
  nats: 'nats:2.12.1-alpine',
  prometheus: 'prom/prometheus:v3.5.0',
  grafana: 'grafana/grafana:12.2.0',
} as const
