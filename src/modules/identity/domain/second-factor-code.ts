const TOTP_CODE = /^\d{6}$/;
const RECOVERY_CODE = /^[A-Z2-7]{16}$/;

/** A code as it is compared: half-width capital letters and digits, however it was typed. */
export function codeOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

export function isTotpCode(code: string): boolean {
  return TOTP_CODE.test(code);
}

export function isRecoveryCode(code: string): boolean {
  return RECOVERY_CODE.test(code);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 80 random bits, easy to copy by hand: `ABCD-EFGH-IJKL-MNOP`. */
export function recoveryCodeText(random: Uint8Array): string {
  const letters = [...random].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
