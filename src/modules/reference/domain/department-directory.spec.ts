import { type Department, DepartmentDirectory } from './department-directory.js';

const department = (regionCode: string, functionCode: string, active = true): Department => ({
  id: `${regionCode}-${functionCode}`,
  name: '周口市工业和信息化局',
  nameEn: null,
  functionCode,
  regionCode,
  active,
  version: 1,
});

const DIRECTORY = new DepartmentDirectory([
  department('411602', 'industry'),
  department('411600', 'industry'),
  department('411600', 'water', false),
]);

describe('DepartmentDirectory', () => {
  it('finds the department of a region for a function', () => {
    expect(DIRECTORY.byFunction('411600', 'industry')?.id).toBe('411600-industry');
    expect(DIRECTORY.byFunction('411600', 'finance')).toBeNull();
  });

  it('does not send anybody to a department that is closed, but still knows it', () => {
    expect(DIRECTORY.byFunction('411600', 'water')).toBeNull();
    expect(DIRECTORY.get('411600-water')?.active).toBe(false);
  });

  it('lists by region and function', () => {
    expect(DIRECTORY.all().map(({ id }) => id)).toEqual(['411600-industry', '411600-water', '411602-industry']);
  });

  it('is named in both languages', () => {
    expect(DIRECTORY.name('411600-industry', 'en')).toBe('周口市工业和信息化局');
    expect(() => DIRECTORY.name('nowhere', 'en')).toThrow(RangeError);
  });
});
