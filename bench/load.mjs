import autocannon from 'autocannon';

/** Sends the requests in turn over so many connections and tells how many were answered, how fast, and how many were not. */
export async function load(server, { connections, seconds, requests }) {
  server.reset();
  const result = await autocannon({ url: server.address, connections, duration: seconds, requests, timeout: 30 });
  const sample = await server.sample();
  return {
    perSecond: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
    ...sample,
  };
}
