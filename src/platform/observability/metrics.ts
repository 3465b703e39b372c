import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What this process counts, for Prometheus. Labels are names of our own (a route's pattern, a sweep), never anything
 * that a client has sent: each value would be a series of its own, and could be a secret.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'zhuqi_http_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly sweepRuns = new Counter({
    name: 'zhuqi_sweep_runs_total',
    help: 'Runs of a sweep: done, failed, or left to another process',
    labelNames: ['sweep', 'result'] as const,
    registers: [this.registry],
  });
  readonly sweepItems = new Counter({
    name: 'zhuqi_sweep_items_total',
    help: 'What sweeps have done',
    labelNames: ['sweep', 'what'] as const,
    registers: [this.registry],
  });
  readonly sweepFinished = new Gauge({
    name: 'zhuqi_sweep_last_finished_timestamp_seconds',
    help: 'When a sweep last finished in this process',
    labelNames: ['sweep'] as const,
    registers: [this.registry],
  });

  readonly deliveries = new Counter({
    name: 'zhuqi_outbox_deliveries_total',
    help: 'Attempts to deliver a message: delivered, postponed, failed and to be tried again, or dead',
    labelNames: ['kind', 'result'] as const,
    registers: [this.registry],
  });

  /** Memory, processor time, event loop: of the process, which has one server only. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** In the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}
