import { Injectable } from '@nestjs/common';
import type { Role } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { IdSource } from '../../kernel/ids.js';
import type { SqlSession, Tx } from '../../platform/persistence/index.js';
import { isStrongPassword, namesUser } from './domain/password-rule.js';
import { brokenLink } from './domain/role-links.js';
import { isUsername, usernameOf } from './domain/username.js';
import type { User } from './entities/user.entity.js';
import {
  BadUsername,
  PasswordNamesUser,
  UnknownLink,
  UsernameTaken,
  WeakPassword,
  WrongLink,
} from './identity.errors.js';
import { Passwords } from './passwords.js';
import { UsersStore } from './users.store.js';

/** An account to be opened. */
export interface NewUser {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly regionCode: string;
  readonly cadreId?: string | null;
  readonly enterpriseId?: string | null;
  /** Default: a new one. */
  readonly id?: string;
}

/** The accounts. */
@Injectable()
export class Users {
  constructor(
    private readonly store: UsersStore,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /**
   * Opens an account; with a null password nobody can sign in to it yet.
   * @throws DomainError 422 for a weak password, a wrong username, or links that do not fit the role or do not exist;
   * 409 `user.username-taken`
   */
  async create(tx: Tx, newUser: NewUser & { readonly password: string | null }): Promise<User> {
    const { password } = newUser;
    if (password !== null && !isStrongPassword(password)) throw WeakPassword('password');
    if (password !== null && namesUser(password, usernameOf(newUser.username))) throw PasswordNamesUser('password');
    const user = this.userOf(newUser, password === null ? null : await this.passwords.hash(password));
    const [unknown] = await this.store.unknownLinks(tx, user);
    if (unknown) throw UnknownLink(unknown);
    await this.insert(tx, [user]);
    return user;
  }

  /**
   * Opens many accounts with hashes that are already made (`Passwords.hash`), without looking up what they point to.
   * @throws DomainError like {@link create}
   */
  async createMany(tx: Tx, newUsers: readonly (NewUser & { readonly passwordHash: string | null })[]): Promise<User[]> {
    const users = newUsers.map((newUser) => this.userOf(newUser, newUser.passwordHash));
    await this.insert(tx, users);
    return users;
  }

  /** The account in whatever spelling the name was typed, or null. */
  findByUsername(session: SqlSession, username: string): Promise<User | null> {
    return this.store.byUsername(session, usernameOf(username));
  }

  find(session: SqlSession, id: string): Promise<User | null> {
    return this.store.byId(session, id);
  }

  /** Nobody else changes the account until the unit of work ends. */
  lock(tx: Tx, id: string): Promise<User | null> {
    return this.store.lock(tx, id);
  }

  /** Every access token that was issued before is void from now on. */
  setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
    return this.store.setPassword(tx, id, passwordHash, this.clock.now());
  }

  private userOf(newUser: NewUser, passwordHash: string | null): User {
    const { displayName, role, regionCode, cadreId = null, enterpriseId = null, id = this.ids.next() } = newUser;
    const username = usernameOf(newUser.username);
    if (!isUsername(username)) throw BadUsername();
    const broken = brokenLink(role, { cadreId, enterpriseId });
    if (broken) throw WrongLink(broken);
    const now = this.clock.now();
    return {
      id,
      username,
      displayName,
      role,
      regionCode,
      cadreId,
      enterpriseId,
      passwordHash,
      active: true,
      securityVersion: 1,
      createdAt: now,
      updatedAt: now,
      version: 1,
      passwordChangedAt: null,
    };
  }

  private async insert(tx: Tx, users: readonly User[]): Promise<void> {
    try {
      await this.store.insert(tx, users);
    } catch (error) {
      if (tx.dialect.isUniqueViolation(error)) throw UsernameTaken();
      throw error;
    }
  }
}
