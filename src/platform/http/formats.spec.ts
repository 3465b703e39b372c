import { acceptedFormat, MEDIA_TYPES } from './formats.js';

const XLSX = MEDIA_TYPES.xlsx;

describe('the format that an Accept header prefers', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/json', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    ['text/csv;q=0.5, application/json', 'json'],
    ['text/csv, */*;q=0.1', 'csv'],
    ['*/*, text/csv', 'csv'],
    ['application/json;q=0.8, text/csv;q=0.9', 'csv'],
    ['text/csv;q=0', 'json'],
    ['text/csv;q=0, text/*', 'json'],
    ['text/csv;q=x, application/json;q=0.1', 'json'],
    ['image/png', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    [XLSX, 'xlsx'],
    [XLSX.toUpperCase(), 'xlsx'],
    [`text/csv;q=0.5, ${XLSX}`, 'xlsx'],
    [`text/csv, ${XLSX}`, 'csv'],
    [`${XLSX}, text/csv`, 'xlsx'],
    ['application/*', 'json'],
    ['application/json;q=0, application/*', 'xlsx'],
  ])('%s: %s', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format);
  });
});
