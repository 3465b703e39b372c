export { AccountChanges } from './account-changes.service.js';
export { CadreAccountClosed } from './accounts.events.js';
export { AccountsModule } from './accounts.module.js';
export { Invitations } from './invitations.service.js';
export { SetupTokens } from './setup-tokens.service.js';
