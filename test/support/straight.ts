import type { Attempt } from '../../src/platform/scheduling/index.js';

/** For a sweep that is called without its lease: what fails is thrown. */
export const straight: Attempt = (_itemId, work) => work();
