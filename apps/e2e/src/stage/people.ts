import { AssayClient } from '@assay/sdk';

export interface Login {
  readonly baseUrl: string;
  readonly email: string;
  readonly password: string;
}

/** A person with a session of their own. */
export interface SignedIn {
  readonly client: AssayClient;
  /** Value of the request header `cookie`. */
  readonly cookie: string;
  /** The user id, which two-person rules compare. */
  readonly principal: string;
  readonly tenantId: string;
}

/** Logs in as the console does and keeps the cookie, as a browser does. */
export async function signIn({ baseUrl, email, password }: Login): Promise<SignedIn> {
  const answer = await fetch(`${baseUrl}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 201) throw new Error(`Login refused: ${await answer.text()}`);
  const me = (await answer.json()) as { principal: string; tenant: { id: string } };
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
  return {
    client: withCookie(baseUrl, cookie),
    cookie,
    principal: me.principal,
    tenantId: me.tenant.id,
  };
}

/** From now on this session acts in another tenant. */
export async function moveTo(baseUrl: string, cookie: string, tenantId: string): Promise<void> {
  const answer = await fetch(`${baseUrl}/v1/sessions/current/tenant`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ tenantId }),
  });
  if (!answer.ok) throw new Error(`No move to tenant ${tenantId}: ${await answer.text()}`);
}

const withCookie = (baseUrl: string, cookie: string): AssayClient =>
  new AssayClient({
    baseUrl,
    fetch: (input, init) => fetch(input, { ...init, headers: { ...plain(init?.headers), cookie } }),
  });

const plain = (headers: RequestInit['headers']): Record<string, string> =>
  Object.fromEntries(new Headers(headers).entries());
