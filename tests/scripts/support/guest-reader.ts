/** Runs Get-AvmaActivation like the tool: in a keyed session, with an account encrypted by the key from the SDK's own script. */
import { constants, createPublicKey, JsonWebKey, publicEncrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Estate } from '../../../dev-gateway/estate/estate';
import { EngineSession, RunEvent, RunRequest } from '../../../dev-gateway/powershell/engine-api';
import { wrapScript } from '../../../dev-gateway/wrap-script';
import { engine } from '../../support/engine';
import { scriptText } from './script-runner';

/** The SDK's build also removes the signature. */
export const sdkKeyScript = readFileSync(
    join(__dirname, '../../../node_modules/@microsoft/windows-admin-center-sdk/core/resources/scripts/public/crypto/Get-EncryptionJWKOnNode.ps1'),
    'utf8'
)
    .replace(/\r/g, '')
    .split('# SIG # Begin')[0];

export interface Account {
    readonly user: string;
    readonly password: string;
}

export interface GuestTarget {
    readonly vmId: string;
    readonly channel?: 'direct' | 'winrm';
    readonly address?: string | null;
}

export interface GuestAnswer {
    /** Whether the row came that tells of the accepted account, before any other. */
    readonly signedIn: boolean;
    readonly row: Record<string, unknown>;
    readonly events: readonly RunEvent[];
}

export interface GuestRows {
    readonly signedIn: boolean;
    /** All other rows. */
    readonly rows: ReadonlyArray<Record<string, unknown>>;
    readonly events: readonly RunEvent[];
}

/** Interval for checking a condition. */
const lookAgainMs = 5;

/**
 * All events of a run, including its end.
 * @param until stops the run when it returns true
 */
export async function eventsOf(session: EngineSession, request: RunRequest, timeoutMs = 20_000, until?: () => boolean): Promise<RunEvent[]> {
    const events: RunEvent[] = [];
    const run = session.run(request, { timeoutMs });
    const watch = until && setInterval(() => until() && run.cancel(), lookAgainMs);
    for await (const event of run.events) {
        events.push(event);
    }
    clearInterval(watch);
    return events;
}

export function outputs(events: readonly RunEvent[]): unknown[] {
    return events.flatMap(event => (event.kind === 'output' ? [event.value] : []));
}

/** The rows of a script that enters a guest. The one of the accepted account comes first, once. */
function withoutSignIn(events: readonly RunEvent[]): Pick<GuestRows, 'rows' | 'signedIn'> {
    const all = outputs(events) as Array<Record<string, unknown>>;
    const signedIn = all.length > 0 && 'signedIn' in all[0];
    const rows = signedIn ? all.slice(1) : all;
    if (rows.some(row => 'signedIn' in row)) {
        throw new Error('The account is accepted once, before anything else.');
    }
    return { rows, signedIn };
}

/** Encrypts like the SDK in the browser (RSA-OAEP with SHA-1). */
export function encryptText(text: string, key: JsonWebKey): string {
    const plain = Buffer.from(text, 'utf8');
    return publicEncrypt({ key: createPublicKey({ key, format: 'jwk' }), padding: constants.RSA_PKCS1_OAEP_PADDING }, plain).toString('base64');
}

export function encryptAccount({ user, password }: Account, key: JsonWebKey): string {
    return encryptText(`${user}\0${password}`, key);
}

export class GuestReader {
    private constructor(
        private readonly session: EngineSession,
        public readonly key: JsonWebKey
    ) {}

    /** @param keySize in bits; null for the SDK's default of 4096 bits, which takes seconds. Its script keeps an existing key. */
    public static async open(estate: Estate, node: string, keySize: number | null = 1024): Promise<GuestReader> {
        const session = await (await engine()).openSession({ node, answerer: estate, logParameters: true });
        if (keySize !== null) {
            await eventsOf(session, { script: `$Global:RSA = New-Object System.Security.Cryptography.RSACryptoServiceProvider -ArgumentList ${keySize}` });
        }
        const [text] = outputs(await eventsOf(session, { script: wrapScript('Get-EncryptionJWKOnNode', sdkKeyScript, {}) }));
        return new GuestReader(session, JSON.parse(String(text)) as JsonWebKey);
    }

    /** @param account a ciphertext if a spec provides its own */
    public async read(target: GuestTarget, account: Account | string, timeoutMs?: number): Promise<GuestAnswer> {
        const events = await eventsOf(this.session, { script: this.scriptFor(target, account) }, timeoutMs);
        const { rows, signedIn } = withoutSignIn(events);
        return { row: rows[0] ?? {}, signedIn, events };
    }

    /**
     * All rows of another script that enters guests.
     * @param more additional parameters
     * @param until stops the run when it returns true
     */
    public async rows(
        script: string,
        target: GuestTarget,
        account: Account | string,
        more: Readonly<Record<string, unknown>> = {},
        timeoutMs?: number,
        until?: () => boolean
    ): Promise<GuestRows> {
        const events = await eventsOf(this.session, { script: this.scriptFor(target, account, script, more) }, timeoutMs, until);
        return { ...withoutSignIn(events), events };
    }

    public scriptFor(
        { vmId, channel = 'direct', address = null }: GuestTarget,
        account: Account | string,
        script = 'Get-AvmaActivation',
        more: Readonly<Record<string, unknown>> = {}
    ): string {
        const secret = typeof account === 'string' ? account : encryptAccount(account, this.key);
        return wrapScript(script, scriptText(script), { ...more, vmId, channel, address, account: secret });
    }

    public close(): Promise<void> {
        return this.session.close();
    }
}
