import { watched } from './watched.js';

// In every test file of the database projects (setupFilesAfterEnv), so that no test can forget it.
afterEach(() => watched.check());
