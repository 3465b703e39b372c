import { derivedKey } from './derived-key.js';
import { Sealing } from './sealing.js';

const sealingWith = (tokenSecret: string) => new Sealing(derivedKey(tokenSecret, 'sealing'));

describe('a sealed secret', () => {
  const sealing = sealingWith('one secret that is long enough for it');
  const sealed = sealing.seal('zhang', 'JBSWY3DPEHPK3PXP');

  it('is opened for its owner, and looks different every time', () => {
    expect(sealing.open('zhang', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(sealing.seal('zhang', 'JBSWY3DPEHPK3PXP')).not.toBe(sealed);
    expect(sealed).not.toContain('JBSWY3DP');
  });

  it('is nothing to anybody else, with another key, or when a single character was touched', () => {
    expect(sealing.open('wang', sealed)).toBeNull();
    expect(sealingWith('another secret that is long enough too').open('zhang', sealed)).toBeNull();
    for (let at = 0; at < sealed.length - 1; at++) {
      const touched = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(sealing.open('zhang', touched)).toBeNull();
    }
  });

  it.each(['', 'A', 'AAAAAAAAAAAAAAAA', '\u0000', '密文', 'A'.repeat(300)])('is not %j', (garbage) => {
    expect(sealing.open('zhang', garbage)).toBeNull();
  });
});
