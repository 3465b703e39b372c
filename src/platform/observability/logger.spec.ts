import { makeLogger, NestLog } from './logger.js';

const lines: string[] = [];
const logger = makeLogger('trace', { write: (line) => void lines.push(line) });

function lineOf(log: () => void): string {
  lines.length = 0;
  log();
  expect(lines).toHaveLength(1);
  return lines[0]!;
}

/** What TypeORM makes of a driver's refusal. */
function driverError(): Error {
  const message = 'invalid input syntax for type bigint: "李明 13812345678" at "submitted_at"';
  return Object.assign(new Error(message), {
    code: '22P02',
    query: 'INSERT INTO enterprise (contacts) VALUES ($1)',
    parameters: ['[{"name":"李明","phone":"13812345678"}]'],
    detail: 'Key (name)=(李明) already exists.',
    driverError: { where: '李明' },
  });
}

it('has no secret in it, however deep', () => {
  const line = lineOf(() =>
    logger.info(
      {
        password: 'p-1',
        request: { headers: { authorization: 'Bearer p-2', cookie: 'p-3' }, body: { refreshToken: 'p-4' } },
        context: [{ tokenSecret: 'p-5', passwordHash: 'p-6' }],
      },
      'told',
    ),
  );
  expect(line).not.toMatch(/p-\d/);
});

it('has no phone and no name of a contact person in it, also in its sentence', () => {
  const line = lineOf(() =>
    logger.warn(
      { contacts: [{ name: '李明', phone: '13812345678' }], query: { q: '0394-8222333' } },
      'asked by %s',
      '13912345678',
    ),
  );
  expect(line).not.toMatch(/李明|13812345678|8222333|13912345678/);
  expect(line).toContain('asked by 139****5678');
});

it.each([
  ['as a field', (error: Error) => logger.error({ err: error }, 'failed')],
  ['alone', (error: Error) => logger.error(error)],
  ['as a field without a sentence', (error: Error) => logger.error({ err: error })],
  ['inside another one', (error: Error) => logger.error({ err: new Error('outer', { cause: error }) }, 'failed')],
  ['through Nest', (error: Error) => new NestLog(logger).error(error, error.stack, 'Somewhere')],
])('tells of a driver’s error %s where it was and of what kind, without the values', (_how, log) => {
  const line = lineOf(() => log(driverError()));
  expect(line).not.toMatch(/李明|1381234|VALUES/);
  expect(line).toContain('submitted_at');
});

it('keeps the anchor of the audit trail as it is', () => {
  const anchor = `12:${'a13812345678b'.padEnd(64, '0')}`;
  expect(lineOf(() => logger.info({ anchor }, 'audit'))).toContain(anchor);
});

it('survives what goes round in circles', () => {
  const circle: Record<string, unknown> = { name: 'round' };
  circle.self = circle;
  expect(lineOf(() => logger.info(circle, 'told'))).toContain('"round"');
});
