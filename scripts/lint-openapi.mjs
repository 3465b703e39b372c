// Lints dist/openapi.json; the linter is kept from the network.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import './dump-openapi.mjs';

const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
const { status } = spawnSync(process.execPath, [join(dirname(manifest), 'bin/cli.js'), 'lint', 'dist/openapi.json'], {
  stdio: 'inherit',
  env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
});
process.exitCode = status ?? 1;
