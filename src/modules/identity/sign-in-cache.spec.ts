import { SYSTEM_ACTOR } from '../../kernel/actor.js';
import { SimulatedClock } from '../../kernel/clock.js';
import { RECHECK_MS, type SignIn, SignInCache } from './sign-in-cache.js';

const SIGN_IN: SignIn = { actor: SYSTEM_ACTOR, scopes: new Set(), restriction: null, sessionId: 's', expiresAt: 1e15 };

describe('kept sign-ins', () => {
  const clock = new SimulatedClock(0);
  let loads = 0;
  const load = (): Promise<SignIn> => {
    loads++;
    return Promise.resolve(SIGN_IN);
  };
  const cache = new SignInCache(clock);
  beforeEach(() => {
    loads = 0;
    cache.forget();
  });

  it('are loaded once for requests that come together, and again after two seconds', async () => {
    await Promise.all([cache.get('a', load), cache.get('a', load)]);
    clock.advance(RECHECK_MS - 1);
    await cache.get('a', load);
    expect(loads).toBe(1);
    clock.advance(1);
    await cache.get('a', load);
    expect(loads).toBe(2);
  });

  it('are dropped at once when something ends, also a load that is under way', async () => {
    const underWay = cache.get('a', load);
    cache.forget();
    await underWay;
    await cache.get('a', load);
    expect(loads).toBe(2);
  });

  it('are not kept when they are refused', async () => {
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await cache.get('a', load);
    expect(loads).toBe(1);
  });

  it('are bounded', async () => {
    for (let each = 0; each <= 10_000; each++) await cache.get(`bearer ${each}`, load);
    loads = 0;
    await cache.get('bearer 1', load);
    expect(loads).toBe(0);
    await cache.get('bearer 0', load);
    expect(loads).toBe(1);
  });
});
