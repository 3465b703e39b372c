import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  Cursors,
  DEFAULT_LIMIT,
  Operation,
  pageClass,
  pageOf,
  PathCode,
} from '../../platform/http/index.js';
import { Regions } from '../regions/index.js';
import { AccountEditing } from './account-editing.service.js';
import { AccountInput, AccountPatch, AccountQuery, AccountView } from './accounts.dto.js';
import { AccountNotFound } from './accounts.errors.js';
import { presentAccount } from './accounts.presenter.js';
import { AccountsReadModel } from './accounts.read-model.js';

const AccountPage = pageClass(AccountView);
const NEWEST_FIRST = 'users:-id';

@ApiTags('accounts')
@Controller('api/v1/users')
export class AccountsController {
  constructor(
    private readonly readModel: AccountsReadModel,
    private readonly editing: AccountEditing,
    private readonly regions: Regions,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'user:read', summary: 'Accounts, newest first', answer: AccountPage })
  async list(@Query() { limit = DEFAULT_LIMIT, cursor, count, ...search }: AccountQuery) {
    const tree = await this.regions.tree();
    const after = cursor === undefined ? null : String(this.cursors.decode(cursor, NEWEST_FIRST)[0]);
    const [rows, total] = await Promise.all([
      this.readModel.list(search, tree, { limit, after }),
      count ? this.readModel.count(search, tree) : undefined,
    ]);
    const page = pageOf(rows, limit, ({ id }) => this.cursors.encode(NEWEST_FIRST, [id]), presentAccount);
    return total === undefined ? page : { ...page, total };
  }

  @Get(':id')
  @Operation({ access: 'user:read', summary: 'One account', answer: AccountView, refusals: [404] })
  async get(@PathCode('id') id: string): Promise<AccountView> {
    const account = await this.readModel.find(id);
    if (!account) throw AccountNotFound();
    return presentAccount(account);
  }

  @Post()
  @Operation({
    access: 'user:write',
    summary: 'Open an account',
    description: 'It has no password: its holder chooses one with an invitation.',
    answer: AccountView,
    status: 201,
    refusals: [422],
    repeatable: true,
  })
  open(@CallOf() call: Call, @Body() input: AccountInput): Promise<AccountView> {
    return this.editing.open(call, input);
  }

  @Patch(':id')
  @Operation({
    access: 'user:write',
    summary: 'Change or deactivate an account',
    description:
      'Another role, region or link, and a deactivation, end its sessions and revoke its API tokens at once. ' +
      'Nobody changes their own role or deactivates themselves, and one active administrator is always left.',
    answer: AccountView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: AccountPatch): Promise<AccountView> {
    return this.editing.change(call, id, patch);
  }
}
