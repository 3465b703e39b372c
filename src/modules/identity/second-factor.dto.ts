import { Flag, ManyTexts, Secret, Text, Whole } from '../../platform/http/index.js';

const CODE = { max: 40, example: '123456' };

export class SecondFactorView {
  @Flag({ description: 'Whether signing in takes a code.' }) enabled!: boolean;
  @Whole({ example: 10, description: 'Recovery codes that were not used.' }) recoveryCodesLeft!: number;
}

export class EnrolmentRequest {
  @Secret() currentPassword!: string;
}

export class EnrolmentView {
  @Secret({ example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', description: 'For an app that reads no QR code.' })
  secret!: string;
  @Text({ max: 500, example: 'otpauth://totp/Zhuqi:zhang?issuer=Zhuqi', description: 'To be shown as a QR code.' })
  otpauthUrl!: string;
}

export class ConfirmationRequest {
  @Secret({ ...CODE, description: 'What the app shows now.' }) code!: string;
}

export class RecoveryCodesView {
  @ManyTexts({ description: 'Each stands in once for a lost app. Shown this once.', example: ['ABCD-EFGH-IJKL-MNOP'] })
  recoveryCodes!: string[];
}

export class RemovalRequest {
  @Secret() password!: string;
  @Secret({ ...CODE, description: 'What the app shows now, or a recovery code.' }) code!: string;
}
