/** The self-built app as the console shows it. */
export interface SimApp {
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey: string;
  readonly botOpenId: string;
  readonly botName: string;
}

let serial = 0;

/**
 * An app of its own for each simulator: the SDK's token cache is kept by app id in the whole process (contract trap
 * 42). 16 hex digits, since the long connection refuses other ids (trap 40).
 */
export function makeApp(given: Partial<SimApp> = {}): SimApp {
  serial += 1;
  return {
    appId: `cli_${(process.pid * 1000 + serial).toString(16).padStart(16, '0').slice(-16)}`,
    appSecret: 'simulated-secret',
    encryptKey: 'simulated-encrypt-key',
    verificationToken: 'simulated-token',
    tenantKey: 'simulated-tenant',
    botOpenId: 'ou_bot_self',
    botName: '安全助手',
    ...given,
  };
}
