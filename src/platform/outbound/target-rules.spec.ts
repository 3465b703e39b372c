import fc from 'fast-check';
import { TargetRules } from './target-rules.js';

const strict = new TargetRules([]);

// FreeScout CVE-2026-34443, Chatwoot CVE-2021-3742, GLPI CVE-2024-27098.
it.each([
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://127.1/',
  'https://0/',
  'https://localhost/',
  'https://a.localhost/',
  'https://localhost./',
  'https://10.1.2.3/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://169.254.169.254/latest/meta-data/',
  'https://168.63.129.16/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[fe80::1]/',
  'https://[fd00:ec2::254]/',
  'https://[ff02::1]/',
  'https://１２７.０.０.１/',
])('%s is inside', (url) => {
  expect(strict.refusalOf(url)).toBe('inside');
});

it.each([
  ['http://hooks.example.com/', 'plain'],
  ['http://8.8.8.8/', 'plain'],
  ['https://user:pass@hooks.example.com/', 'credentials'],
  ['https://user@hooks.example.com/', 'credentials'],
  ['https://hooks.example.com/#part', 'form'],
  ['ftp://hooks.example.com/', 'form'],
  ['file:///etc/passwd', 'form'],
  ['javascript:0', 'form'],
  ['hooks.example.com', 'form'],
  ['https://', 'form'],
])('%s is refused: %s', (url, refusal) => {
  expect(strict.refusalOf(url)).toBe(refusal);
});

it.each(['https://hooks.example.com/x?key=1', 'https://8.8.8.8:8443/', 'https://[2606:4700::1111]/'])(
  '%s may be entered',
  (url) => {
    expect(strict.refusalOf(url)).toBeNull();
  },
);

it('what is allowed by name or by network may be called, also without TLS, and nothing beside it', () => {
  const rules = new TargetRules(['hooks.intra.example', '10.1.0.0/16', '::1']);
  for (const url of ['http://hooks.intra.example/', 'http://10.1.9.9/', 'https://10.1.0.1/', 'http://[::1]:9/'])
    expect([url, rules.refusalOf(url)]).toEqual([url, null]);
  expect(rules.refusalOf('http://10.2.0.1/')).toBe('inside');
  expect(rules.refusalOf('http://other.intra.example/')).toBe('plain');
  expect(rules.mayConnect('hooks.intra.example', '192.168.3.4')).toBe(true);
  expect(rules.mayConnect('other.intra.example', '192.168.3.4')).toBe(false);
  expect(rules.mayConnect('other.intra.example', '10.1.3.4')).toBe(true);
});

it('an IPv4 address is the same in every notation, also mapped into IPv6', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), (number) => {
      const parts = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
      const usual = strict.refusalOf(`https://${parts.join('.')}/`);
      expect(strict.refusalOf(`https://${number}/`)).toBe(usual);
      expect(strict.refusalOf(`https://0x${number.toString(16)}/`)).toBe(usual);
      expect(strict.refusalOf(`https://${parts.map((part) => `0${part.toString(8)}`).join('.')}/`)).toBe(usual);
      expect(strict.refusalOf(`https://[::ffff:${parts.join('.')}]/`)).toBe('inside');
    }),
  );
});
