import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'zhuqi', secret: 'a-secret-between-zhuqi-and-the-provider' };
export const REDIRECT_URI = 'https://zhuqi.example/signed-in';

/** Who sits before the browser. */
export interface Citizen {
  readonly subject: string;
  readonly username: string;
  readonly amr: readonly string[];
}

type Tokens = { id_token: string } & Record<string, unknown>;

/** A certified OpenID Connect provider on a loopback port, and a browser that goes there and back. */
export class OidcOffice {
  /** What somebody in between does to the answer of the token endpoint. */
  tamper: ((tokens: Tokens) => Tokens) | null = null;
  private readonly usernames = new Map<string, string>();
  private visitor: Citizen | null = null;

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  static async open(): Promise<OidcOffice> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const office = new OidcOffice(server, (server.address() as AddressInfo).port);
    office.serve();
    return office;
  }

  /** The settings that make Zhuqi trust it. */
  get settings(): Record<string, string> {
    return {
      ZHUQI_OIDC_ISSUER: this.issuer,
      ZHUQI_OIDC_CLIENT_ID: CLIENT.id,
      ZHUQI_OIDC_CLIENT_SECRET: CLIENT.secret,
      ZHUQI_OIDC_REDIRECT_URI: REDIRECT_URI,
    };
  }

  /** Goes where Zhuqi sends the browser, signs in, consents, and comes back. */
  async visit(authorizationUrl: string, citizen: Citizen): Promise<string> {
    this.visitor = citizen;
    this.usernames.set(citizen.subject, citizen.username);
    const cookies = new Map<string, string>();
    let address = authorizationUrl;
    for (let hop = 0; hop < 12; hop++) {
      const answer = await fetch(address, {
        redirect: 'manual',
        headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
        cookies.set(name!, value!);
      }
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`no way on from ${address}: ${answer.status} ${await answer.text()}`);
      address = new URL(location, address).href;
      if (address.startsWith(REDIRECT_URI)) return address;
    }
    throw new Error('the provider sends the browser round in circles');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(): void {
    const provider = new Provider(this.issuer, {
      clients: [
        {
          ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [REDIRECT_URI] },
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      claims: { openid: ['sub', 'amr'], profile: ['preferred_username'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, preferred_username: this.usernames.get(id) }),
      }),
    });
    const handle = provider.callback();
    this.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/')) return void this.interact(provider, request, response);
      if (request.url?.startsWith('/token')) this.standInBetween(response);
      return void handle(request, response);
    });
  }

  private async interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === 'login') {
      const { subject, amr } = this.visitor!;
      const login = { accountId: subject, amr };
      return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
    }
    const grant = new provider.Grant({ accountId: session!.accountId, clientId: params.client_id });
    grant.addOIDCScope('openid profile');
    const consent = { grantId: await grant.save() };
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  }

  private standInBetween(response: ServerResponse): void {
    const end = response.end.bind(response) as (body: string | Buffer) => ServerResponse;
    response.end = ((body: string | Buffer) => {
      const { tamper } = this;
      if (tamper === null || response.statusCode !== 200) return end(body);
      const changed = JSON.stringify(tamper(JSON.parse(body.toString()) as Tokens));
      response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    }) as typeof response.end;
  }
}
