import { startPrivateStack, type PrivateStack, type PrivateStackOptions } from '@assay/infra/lab';
import { AssayClient } from '@assay/sdk';
import { moveTo, signIn, type SignedIn } from './people.js';

/** A whole Assay and the clients of those who use it. */
export interface Stage {
  readonly stack: PrivateStack;
  /** The demo tenant's key with all its scopes; it belongs to `admin`. */
  readonly platform: AssayClient;
  readonly admin: SignedIn;
  /** Reviews, and confirms what `admin` proposes. */
  readonly second: SignedIn;
  /** A client with the platform's key that repeats nothing, on one of the gateways. */
  once(gateway?: number): AssayClient;
  close(): Promise<void>;
}

/** Call in `beforeAll`; takes several seconds. Needs a build. */
export async function openStage(options: PrivateStackOptions): Promise<Stage> {
  const stack = await startPrivateStack(options);
  try {
    return await clientsOf(stack);
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

async function clientsOf(stack: PrivateStack): Promise<Stage> {
  const { baseUrl, apiKey } = stack;
  return {
    stack,
    platform: new AssayClient({ baseUrl, apiKey }),
    admin: await signIn({ baseUrl, email: stack.adminEmail, password: stack.adminPassword }),
    second: await signIn({ baseUrl, email: stack.secondEmail, password: stack.secondPassword }),
    once: (gateway = 0) =>
      new AssayClient({ baseUrl: stack.baseUrls[gateway] ?? baseUrl, apiKey, retries: 0 }),
    close: () => stack.stop(),
  };
}

export interface OtherPlatform {
  readonly tenantId: string;
  /** All scopes of that tenant; repeats nothing. */
  readonly client: AssayClient;
}

/** A second tenant with a policy of its own for `chat` that finds nothing. Ends in the first tenant again. */
export async function openOtherPlatform({ stack, admin }: Stage): Promise<OtherPlatform> {
  const { baseUrl } = stack;
  const [chat] = (await admin.client.policies.list({ scene: 'chat' }).page()).items;
  const { definition } = await admin.client.policies.get(chat!.id);
  const tenant = await admin.client.admin.tenants.create({ slug: 'other', name: 'Other' });
  const operator = await signIn({
    baseUrl,
    email: stack.adminEmail,
    password: stack.adminPassword,
  });
  await moveTo(baseUrl, operator.cookie, tenant.id);
  const draft = await operator.client.policies.createDraft({
    name: 'chat',
    scene: 'chat',
    definition: { ...definition, rules: [] },
  });
  await operator.client.policies.publish(draft.id);
  const { key } = await operator.client.admin.apiKeys.create({
    name: 'other',
    scopes: ['submissions:write', 'submissions:read', 'webhooks:manage', 'blacklist:read'],
  });
  const client = new AssayClient({ baseUrl, apiKey: key, retries: 0 });
  return { tenantId: tenant.id, client };
}
