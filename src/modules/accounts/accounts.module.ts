import { Module } from '@nestjs/common';
import { CadresModule } from '../cadres/index.js';
import { RegionsModule } from '../regions/index.js';
import { AccountChanges } from './account-changes.service.js';
import { AccountEditing } from './account-editing.service.js';
import { AccountRegions } from './account-regions.service.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsReadModel } from './accounts.read-model.js';
import { AccountsStore } from './accounts.store.js';
import { EndedInvitations } from './ended-invitations.js';
import { FirstAdministrator } from './first-administrator.service.js';
import { InvitationAcceptance } from './invitation-acceptance.service.js';
import { InvitationsController } from './invitations.controller.js';
import { Invitations } from './invitations.service.js';
import { InvitationsStore } from './invitations.store.js';
import { LeavingCadres } from './leaving-cadres.js';
import { SetupController } from './setup.controller.js';
import { SetupStore } from './setup.store.js';
import { SetupTokens } from './setup-tokens.service.js';

/** Who has an account: opening, inviting, changing, ending, and the first administrator of all. */
@Module({
  imports: [RegionsModule, CadresModule],
  controllers: [AccountsController, InvitationsController, SetupController],
  providers: [
    AccountChanges,
    AccountEditing,
    AccountRegions,
    AccountsReadModel,
    AccountsStore,
    EndedInvitations,
    FirstAdministrator,
    InvitationAcceptance,
    Invitations,
    InvitationsStore,
    LeavingCadres,
    SetupStore,
    SetupTokens,
  ],
})
export class AccountsModule {}
