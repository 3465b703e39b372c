import { createSecretKey } from 'node:crypto';
import { type DynamicModule, Global, Inject, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import type { ActorRole } from '../../kernel/actor.js';
import { SECOND } from '../../kernel/clock.js';
import type { Scope } from '../../kernel/scopes.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/persistence/index.js';
import { derivedKey, Sealing } from '../../platform/secrets/index.js';
import { Sweeps } from '../../platform/scheduling/index.js';
import { AccessEnding } from './access-ending.service.js';
import { AccountClaims } from './account-claims.service.js';
import { AccountErasure } from './account-erasure.service.js';
import { AccountErasureStore } from './account-erasure.store.js';
import { AccountSafety } from './account-safety.service.js';
import { ApiTokensController } from './api-tokens.controller.js';
import { ApiTokens } from './api-tokens.service.js';
import { ApiTokensStore } from './api-tokens.store.js';
import { Attempts } from './attempts.service.js';
import { AttemptsStore } from './attempts.store.js';
import { AuthController } from './auth.controller.js';
import { Authenticator } from './authenticator.js';
import { DeviceTokens } from './device-tokens.js';
import { IdentityReadModel } from './identity.read-model.js';
import { LastUses } from './last-uses.service.js';
import { OwnApiTokens } from './own-api-tokens.service.js';
import { OwnSecondFactor } from './own-second-factor.service.js';
import { OwnSessions } from './own-sessions.service.js';
import { PasswordChangeService } from './password-change.service.js';
import { PasswordChoice } from './password-choice.service.js';
import { PasswordHistoryStore } from './password-history.store.js';
import { PasswordReplacement } from './password-replacement.service.js';
import { PasswordRules } from './password-rules.service.js';
import { Passwords } from './passwords.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactors } from './second-factors.service.js';
import { SecondFactorsStore } from './second-factors.store.js';
import { SecurityController } from './security.controller.js';
import { SecurityPolicies } from './security-policies.service.js';
import { SecurityPolicyStore } from './security-policy.store.js';
import { SessionChecks } from './session-checks.service.js';
import { SessionOwners } from './session-owners.service.js';
import { SessionRenewal } from './session-renewal.service.js';
import { SCOPES_OF_ROLE, SessionRights } from './session-rights.service.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.service.js';
import { SessionsStore } from './sessions.store.js';
import { SignInAttempts } from './sign-in-attempts.service.js';
import { SignInCache } from './sign-in-cache.js';
import { SignInService } from './sign-in.service.js';
import { AccessTokens } from './tokens.js';
import { UserChanges } from './user-changes.service.js';
import { Users } from './users.service.js';
import { UsersStore } from './users.store.js';
import { VouchedSignIns } from './vouched-sign-in.service.js';

const PROVIDERS = [
  AccessEnding,
  AccessTokens,
  AccountClaims,
  AccountErasure,
  AccountErasureStore,
  AccountSafety,
  ApiTokens,
  ApiTokensStore,
  Attempts,
  AttemptsStore,
  Authenticator,
  DeviceTokens,
  IdentityReadModel,
  LastUses,
  OwnApiTokens,
  OwnSecondFactor,
  OwnSessions,
  PasswordChangeService,
  PasswordHistoryStore,
  PasswordReplacement,
  PasswordRules,
  PasswordChoice,
  Passwords,
  {
    provide: Sealing,
    inject: [CONFIG],
    useFactory: ({ tokenSecret }: Config) => new Sealing(derivedKey(tokenSecret, 'sealing')),
  },
  SecondFactors,
  SecondFactorsStore,
  SecurityPolicies,
  SecurityPolicyStore,
  SessionChecks,
  SessionOwners,
  SessionRenewal,
  SessionRights,
  Sessions,
  SessionsStore,
  SignInAttempts,
  SignInCache,
  SignInService,
  UserChanges,
  Users,
  UsersStore,
  VouchedSignIns,
];

/** Who somebody is: accounts, passwords, sessions, tokens. */
// Global, since it is set up once and asked from several places: Nest makes a module anew for each `of(…)`.
@Global()
@Module({})
export class IdentityModule {
  constructor(sweeps: Sweeps, unitOfWork: UnitOfWork, attempts: Attempts, @Inject(CONFIG) { sweepSeconds }: Config) {
    const run = async () => ({ forgotten: await unitOfWork.run((tx) => attempts.forgetOld(tx)) });
    sweeps.register({ name: 'sign-in-attempts', every: sweepSeconds * SECOND, run });
  }

  /** @param scopes what each role may do; a decision of `access`, which this module does not know */
  static of(scopes: Readonly<Record<ActorRole, readonly Scope[]>>): DynamicModule {
    const scopesOfRole = Object.fromEntries(Object.entries(scopes).map(([role, own]) => [role, new Set(own)]));
    return {
      module: IdentityModule,
      imports: [
        JwtModule.registerAsync({
          inject: [CONFIG],
          // A key object: from text the library would first try to make a public key, on every single check.
          useFactory: ({ tokenSecret }: Config) => ({ secret: createSecretKey(Buffer.from(tokenSecret)) }),
        }),
      ],
      controllers: [
        AuthController,
        SessionsController,
        SecondFactorController,
        ApiTokensController,
        SecurityController,
      ],
      providers: [{ provide: SCOPES_OF_ROLE, useValue: scopesOfRole }, ...PROVIDERS],
      exports: [
        Authenticator,
        PasswordChoice,
        Passwords,
        SessionChecks,
        SessionOwners,
        Sessions,
        UserChanges,
        Users,
        VouchedSignIns,
      ],
    };
  }
}
