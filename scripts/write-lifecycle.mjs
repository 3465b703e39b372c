// Writes docs/lifecycle.md from the lifecycle table of the built program.
import { writeFileSync } from 'node:fs';
import { lifecycleDocument } from '../dist/src/modules/issues/domain/lifecycle-diagram.js';

writeFileSync(new URL('../docs/lifecycle.md', import.meta.url), lifecycleDocument());
