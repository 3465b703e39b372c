import { parseOptions } from '@node-rs/argon2';
import { NOBODYS_HASH, Passwords } from './passwords.js';

describe('passwords', () => {
  const passwords = new Passwords();

  it('are stored as argon2id with the parameters that OWASP recommends', async () => {
    const stored = await passwords.hash('Zhoukou-2024');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.matches(stored, 'Zhoukou-2024')).toBe(true);
    expect(await passwords.matches(stored, 'zhoukou-2024')).toBe(false);
    expect(await passwords.matches(stored, '')).toBe(false);
  });

  it('may be typed full-width', async () => {
    const stored = await passwords.hash('Zhoukou-2024');
    expect(await passwords.matches(stored, 'Ｚｈｏｕｋｏｕ－２０２４')).toBe(true);
  });

  it('cost the same work when there is no account', async () => {
    expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(await passwords.hash('x')));
    expect(await passwords.matches(null, 'anything')).toBe(false);
  });

  it('wait their turn in a crowd', async () => {
    const stored = await passwords.hash('Zhoukou-2024');
    const guesses = Array.from({ length: 10 }, (_, guess) => (guess === 7 ? 'Zhoukou-2024' : `guess ${guess}`));
    const right = await Promise.all(guesses.map((guess) => passwords.matches(stored, guess)));
    expect(right.filter(Boolean)).toHaveLength(1);
    await expect(passwords.matches('not a hash', 'x')).rejects.toThrow();
    expect(await passwords.matches(stored, 'Zhoukou-2024')).toBe(true);
  });
});
