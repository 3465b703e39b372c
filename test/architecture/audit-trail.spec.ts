import { read, sourceFiles } from './source-files.js';

const WRITERS = ['src/migrations/1764100000001-audit-trail.ts', 'src/platform/audit/audit-trail.ts'];
// Statements, the mapper, and the triggers that refuse a change.
const WRITING =
  /(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|ALTER\s+TABLE|DROP\s+(?:TABLE|TRIGGER\s+\w+\s+ON))\s+audit_(entry|head)|insert(?:Rows|Statements)\(\s*'audit_(entry|head)'|getRepository\(Audit|audit_entry_(no_|is_append_only|append_only)/;

it('nothing in the product writes, changes or deletes audit entries but the trail itself: they are kept for good', () => {
  const files = sourceFiles('src', 'seeds').filter((file) => !file.endsWith('.spec.ts'));
  const writing = files.filter((file) => WRITING.test(read(file)));
  expect(writing.filter((file) => !WRITERS.includes(file))).toEqual([]);
  // The pattern is not blind.
  expect(writing).toContain('src/platform/audit/audit-trail.ts');
});
