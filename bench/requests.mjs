/** The requests that the benchmarks send, as autocannon wants them. */
export const REPORT = '/api/v1/reports/completion?from=2024-01-01&to=2025-01-01&groupBy=region';

export const get = (path, token) => ({ method: 'GET', path, headers: { Authorization: `Bearer ${token}` } });

export const submission = (token) => ({
  method: 'POST',
  path: '/api/v1/issues',
  headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    categoryCode: 'labour',
    title: '二期投产缺一线操作工 60 名',
    description: '公司二期生产线本月投产，一线操作工缺口约 60 名，请协调专场招聘。',
  }),
});
