export { Authenticator } from './authenticator.js';
export { IdentityModule } from './identity.module.js';
export { Passwords } from './passwords.js';
export { Sessions } from './sessions.service.js';
export type { AuthenticatedRequest } from './sign-in.decorator.js';
export { type NewUser, Users } from './users.service.js';
export { type UserChange, UserChanges } from './user-changes.service.js';
export { hashOfSecret, newSecret } from './tokens.js';
export { PasswordChoice } from './password-choice.service.js';
