import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type supertest from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import type { Role } from '../../src/kernel/actor.js';
import { Clock, SECOND } from '../../src/kernel/clock.js';
import { Passwords, Users } from '../../src/modules/identity/index.js';
import { UnitOfWork } from '../../src/platform/persistence/index.js';

/** Requests with somebody's access token; they sign in before the first one. */
export interface SignedIn {
  get(path: string): supertest.Test;
  post(path: string, body?: object): supertest.Test;
  patch(path: string, body?: object): supertest.Test;
  delete(path: string): supertest.Test;
}

/** What sets one account of a role apart from another. */
export interface Person {
  /** Default `411600`, Zhoukou. */
  readonly regionCode?: string;
  readonly cadreId?: string;
  readonly enterpriseId?: string;
  /** Default: made of the role and the rest. */
  readonly username?: string;
}

const PASSWORD = 'correct horse battery staple';

interface Token {
  readonly text: string;
  readonly expiresAt: number;
}

/** Opens accounts and signs them in over HTTP, each once: `as.coordinator().get('/api/v1/issues').expect(200)`. */
export class People {
  private readonly accounts = new Map<string, Promise<void>>();
  private readonly tokens = new Map<string, Token>();
  private passwordHash: Promise<string> | undefined;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly http: TestAgent,
  ) {}

  admin = (person: Person = {}): SignedIn => this.role('admin', person);
  security = (person: Person = {}): SignedIn => this.role('security', person);
  coordinator = (person: Person = {}): SignedIn => this.role('coordinator', person);
  manager = (person: Person = {}): SignedIn => this.role('manager', person);
  auditor = (person: Person = {}): SignedIn => this.role('auditor', person);
  cadre = (cadreId: string, person: Person = {}): SignedIn => this.role('cadre', { ...person, cadreId });
  enterprise = (enterpriseId: string, person: Person = {}): SignedIn =>
    this.role('enterprise', { ...person, enterpriseId });

  role(role: Role, person: Person): SignedIn {
    const { regionCode = '411600', cadreId, enterpriseId } = person;
    const username = person.username ?? [role, regionCode, cadreId, enterpriseId].filter(Boolean).join('-');
    return this.signedIn(async () => {
      const account = this.accounts.get(username) ?? this.open(username, role, { regionCode, cadreId, enterpriseId });
      this.accounts.set(username, account);
      await account;
      return this.tokenOf(username, PASSWORD);
    });
  }

  /** Somebody whose account another process of the same database has opened. */
  known(username: string): SignedIn {
    return this.user(username, PASSWORD);
  }

  /** Somebody whose account the test has opened itself. */
  user(username: string, password: string): SignedIn {
    return this.signedIn(() => this.tokenOf(username, password));
  }

  /** Whoever has the token. */
  bearer(token: string): SignedIn {
    return this.signedIn(() => Promise.resolve(token));
  }

  private async open(username: string, role: Role, links: Person & { regionCode: string }): Promise<void> {
    this.passwordHash ??= this.app.get(Passwords, { strict: false }).hash(PASSWORD);
    const passwordHash = await this.passwordHash;
    const users = this.app.get(Users, { strict: false });
    await this.app
      .get(UnitOfWork)
      .run((tx) => users.createMany(tx, [{ ...links, username, displayName: username, role, passwordHash }]));
  }

  private async tokenOf(username: string, password: string): Promise<string> {
    const now = this.app.get(Clock).now();
    const known = this.tokens.get(username);
    if (known !== undefined && now < known.expiresAt) return known.text;
    const answer = await this.http.post('/api/v1/auth/login').send({ username, password });
    if (answer.status >= 300) throw new Error(`${username} cannot sign in: ${answer.status} ${answer.text}`);
    const { accessToken, expiresIn } = answer.body as { accessToken: string; expiresIn: number };
    this.tokens.set(username, { text: accessToken, expiresAt: now + expiresIn * SECOND });
    return accessToken;
  }

  private signedIn(token: () => Promise<string>): SignedIn {
    const send = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object): supertest.Test => {
      const request = this.http[method](path);
      if (body !== undefined) void request.send(body);
      return sentWith(request, token);
    };
    return {
      get: (path) => send('get', path),
      post: (path, body) => send('post', path, body),
      patch: (path, body) => send('patch', path, body),
      delete: (path) => send('delete', path),
    };
  }
}

/** A request is sent when it is awaited; here it waits for its token first, so that a test can go on chaining. */
function sentWith(request: supertest.Test, token: () => Promise<string>): supertest.Test {
  const send = request.then.bind(request);
  const sent = async (): Promise<supertest.Response> => {
    void request.set('Authorization', `Bearer ${await token()}`);
    return send((answer) => answer);
  };
  request.then = (done, failed) => sent().then(done, failed);
  return request;
}
