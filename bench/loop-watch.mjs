// Preloaded into the server under test: answers each message with how late its event loop was and how much memory it holds.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

process.on('message', (question) => {
  if (question === 'reset') delay.reset();
  if (question !== 'sample') return;
  const milliseconds = (nanoseconds) => Math.round(nanoseconds / 1e4) / 100;
  process.send({
    loopP50: milliseconds(delay.percentile(50)),
    loopP99: milliseconds(delay.percentile(99)),
    rssMiB: Math.round(process.memoryUsage().rss / 1_048_576),
  });
});
process.channel?.unref();
