import { acceptedFormat } from './export-format.js';

describe('the format that an Accept header prefers', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['text/csv, */*;q=0.1', 'csv'],
    ['application/json;q=0.8, text/csv;q=0.9', 'csv'],
    ['text/csv;q=0', 'json'],
    ['text/csv;q=x, application/json;q=0.1', 'json'],
    ['image/png', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
  ])('%s: %s', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format);
  });
});
