import { ROLES } from '../../kernel/actor.js';
import { type Scope, SCOPES } from '../../kernel/scopes.js';
import {
  Choice,
  Code,
  Flag,
  InstantField,
  ManyCodes,
  Nested,
  pageClass,
  Secret,
  Text,
  Whole,
} from '../../platform/http/index.js';
import { type Restriction, RESTRICTIONS } from './domain/security-policy.js';

export class LoginRequest {
  @Text({ max: 100, example: 'coordinator', description: 'In any case, half-width or full-width.' }) username!: string;
  @Secret({ example: 'zhuqi-demo' }) password!: string;
  @Secret({
    optional: true,
    max: 40,
    description: 'Of your second factor: what the app shows now, or a recovery code.',
  })
  code?: string;
  @Secret({
    optional: true,
    description: 'What the last sign-in on this device was answered with: strangers who guess cannot lock it out.',
  })
  deviceToken?: string;
}

export class RefreshRequest {
  @Secret() refreshToken!: string;
}

export class PasswordRequest {
  @Secret() currentPassword!: string;
  @Secret({ description: 'At least 8 characters of three kinds: capital letters, small letters, digits, signs.' })
  newPassword!: string;
}

export class MeView {
  @Code({ example: '018e06f5-5c00-7000-8000-000000000001' }) id!: string;
  @Text({ max: 64, example: 'coordinator' }) username!: string;
  @Text({ max: 100, example: '周口市活动办' }) displayName!: string;
  @Choice(ROLES, { example: 'coordinator' }) role!: string;
  @Code({ example: '411600' }) regionCode!: string;
  @Code({ optional: true, description: 'The cadre that this account stands for.' }) cadreId?: string;
  @Code({ optional: true, description: 'The enterprise that this account stands for.' }) enterpriseId?: string;
  @ManyCodes({ values: SCOPES, example: ['issue:read', 'issue:act'], description: 'What this sign-in may do.' })
  scopes!: Scope[];
  @Choice(RESTRICTIONS, {
    optional: true,
    description: 'What must be done first: until then the session opens nothing but your own profile.',
  })
  restriction?: Restriction;
}

export class SessionView {
  @Code({ example: '018e06f5-5c00-7000-8000-000000000003' }) id!: string;
  @InstantField() createdAt!: string;
  @InstantField({ description: 'To the minute.' }) lastUsedAt!: string;
  @InstantField({ description: 'When it ends if nobody uses it any more.' }) expiresAt!: string;
  @Text({ max: 64, nullable: true, example: '10.20.30.40', description: 'Where it was opened.' })
  address!: string | null;
  @Flag({ description: 'The session of this request.' }) current!: boolean;
}

export const SessionPageView = pageClass(SessionView);

export class SignedInView {
  @Secret({ max: 2000, description: 'Send it as `Authorization: Bearer …`.' }) accessToken!: string;
  @Secret({ description: 'Good for one use; the answer to that use has the next one.' }) refreshToken!: string;
  @Whole({ example: 900, description: 'Seconds until the access token expires.' }) expiresIn!: number;
  @Secret({
    optional: true,
    description: 'Keep it when you sign out and send it with the next sign-in. It opens nothing. Not after a refresh.',
  })
  deviceToken?: string;
  @Nested(() => MeView) user!: MeView;
}

export class ApiTokenRequest {
  @Text({ max: 100, example: '12345 hotline' }) name!: string;
  @ManyCodes({ values: SCOPES, min: 1, example: ['issue:read'], description: 'Some of your own scopes.' })
  scopes!: Scope[];
  @InstantField({ description: 'At most 365 days ahead.' }) expiresAt!: string;
}

export class ApiTokenView {
  @Code({ example: '018e06f5-5c00-7000-8000-000000000002' }) id!: string;
  @Text({ max: 100, example: '12345 hotline' }) name!: string;
  @ManyCodes({ values: SCOPES, example: ['issue:read'] }) scopes!: Scope[];
  @InstantField() createdAt!: string;
  @InstantField() expiresAt!: string;
  @InstantField({ nullable: true, description: 'To the minute.' }) lastUsedAt!: string | null;
}

export class NewApiTokenView extends ApiTokenView {
  @Secret({ description: 'The token itself, shown this once.' }) token!: string;
}

export const ApiTokenPageView = pageClass(ApiTokenView);
