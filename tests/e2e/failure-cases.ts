/**
 * An estate in which looking inside fails in every class, on an English and on a German host: what befalls guests, all of them in one run, and what
 * befalls the host or everything on it, one after another.
 */
import { Page } from '@playwright/test';
import { directFailure } from '../../dev-gateway/estate/connection-failures';
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry, InsideEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { Machine, Node } from '../../dev-gateway/estate/machines';
import { EnteredMachine, MachineConnection, WindowsError } from '../../dev-gateway/windows-call';
import { insideFailureCodes, InsideFailureCode } from '../../src/app/domain/inside/inside-failures';
import { Account, right } from './guests-page';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/** Classes that befall every guest of a host, or that are tried with PowerShell Direct given up by hand: each has a run of its own. */
export const hostClasses = ['winrmUnreachable', 'languageMode', 'hostFailed'] as const;
export type HostClass = (typeof hostClasses)[number];
export type GuestClass = Exclude<InsideFailureCode, HostClass>;

const isGuestClass = (code: InsideFailureCode): code is GuestClass => !hostClasses.some(one => one === code);

/** Classes that one run over many guests can give, in the order in which the screen groups them. */
export const guestClasses: readonly GuestClass[] = insideFailureCodes.filter(isGuestClass);

interface GuestFailure {
    /** What is wrong inside the guest from the start. */
    readonly inside?: InsideEntry;
    /** Entered over the network, since there is no PowerShell Direct with its system. */
    readonly overNetwork?: boolean;
    /** The account that it is entered with; by default one of its own, which it knows. */
    readonly account?: Account;
    /** What has become of the guest once the dialog is open. */
    readonly meanwhile?: (machine: Machine) => void;
    /** What happens to the page's requests about this guest. */
    readonly requests?: (page: Page, vmId: string) => Promise<void>;
    /** What must be among the facts to copy; none where the class says everything. */
    readonly raw?: readonly string[];
}

interface HostFailureCase {
    /** Over the network, although PowerShell Direct would do. */
    readonly overNetwork?: boolean;
    /** @returns what puts it right again */
    readonly begin?: (page: Page, node: Node) => Promise<() => Promise<void>>;
    readonly raw: readonly string[];
}

/** Refused by the first guest, and so not sent to the second. */
const wrong: Account = { user: 'CONTOSO\\wrong', password: 'not it' };
/** Its first guest hangs, so that nobody knows yet whether it may go into the second. */
const slow: Account = { ...right, user: 'CONTOSO\\slow' };
const opening = 'PSSessionStateBroken';
const transport = 'PSRemotingTransportException';

/** A failure that no page of Microsoft names. */
export const undocumented = {
    id: `TotallyNew,${opening}`,
    code: -2144108000,
    text: { en: 'Something new has failed.', de: 'Etwas Neues ist fehlgeschlagen.' }
};

/** As if the runspace had another key than the one that the guest's account was encrypted with, also at the second try. */
async function withForeignKey(page: Page, vmId: string): Promise<void> {
    await page.route(/powershell/i, async route => {
        const body = route.request().postData();
        await (body?.toLowerCase().includes(vmId.toLowerCase())
            ? route.continue({ postData: body.replace(/[A-Za-z0-9+/]{300,}={0,2}/g, text => foreign(text)) })
            : route.fallback());
    });
}

function foreign(encrypted: string): string {
    return Buffer.alloc(Buffer.from(encrypted, 'base64').length, 1).toString('base64');
}

/** As where the module of the tool is missing, so that only the host's own commands run: none of them hands out a key, and Get-Command finds none. */
async function withoutKeys(page: Page): Promise<() => Promise<void>> {
    const where = /powershell/i;
    await page.route(where, async route => {
        const body = route.request().postData() ?? '';
        const ended = { sessionId: '', completed: 'True', results: [], errors: null, exception: null, progress: [], warnings: null, statusCode: 0 };
        if (body.includes('"command":"Get-Command"')) {
            return route.fulfill({ status: 200, json: ended });
        }
        if (!body.includes('Get-EncryptionJWKOnNode')) {
            return route.fallback();
        }
        // What PowerShell says of a missing command is localized, and its id does not arrive.
        const detailRecord = { remoteExceptionMessage: 'x', nativeErrorCode: 0, hResult: -2146233087 };
        return route.fulfill({ status: 400, json: { ...ended, errors: [{ errorType: 'RemoteException', message: 'x', detailRecord }] } });
    });
    return () => page.unroute(where);
}

/** Nobody can reach the host any more. */
function unreachable(_: Page, node: Node): Promise<() => Promise<void>> {
    const { access } = node;
    node.access = 'unreachable';
    return Promise.resolve(() => Promise.resolve(void (node.access = access)));
}

export const guestFailures: Readonly<Record<GuestClass, GuestFailure>> = {
    credentialRefused: { account: wrong, raw: ['credentialRefused', opening, 'PSDirectException'] },
    accountRefused: { account: wrong },
    notRunning: { meanwhile: machine => Object.assign(machine, { enabledState: 3 }), raw: ['InvalidVMState'] },
    noAnswer: { inside: { direct: 'noAnswer' }, raw: [opening, 'PSRemotingDataStructureException'] },
    notFound: { meanwhile: machine => Object.assign(machine, { id: machine.id.replace(/^./, 'Z') }), raw: ['InvalidVMIdNotSingle'] },
    hyperVModuleMissing: { raw: ['HyperVModuleNotAvailable'] },
    wrongMachine: { overNetwork: true, inside: { insideVmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607' }, raw: ['wrongMachine'] },
    identityUnknown: { overNetwork: true, inside: { insideVmId: null }, raw: ['identityUnknown'] },
    sessionLost: { inside: { direct: 'lost' }, raw: [`2100,${opening}`, transport] },
    timedOut: { account: slow, inside: { direct: 'hangs', accounts: [slow] } },
    winrmNotTrusted: { overNetwork: true, inside: { winrm: 'notTrusted' }, raw: ['ServerNotTrusted', transport] },
    winrmAccessDenied: { overNetwork: true, inside: { winrm: 'accessDenied' }, raw: ['AccessDenied', transport] },
    guestAccessDenied: {
        account: right,
        inside: { accounts: [{ ...right, rights: { denied: ['SoftwareLicensingProduct'] } }] },
        raw: ['guestAccessDenied', '0x80041003']
    },
    malformedAnswer: { inside: { instead: '@{ error = $null }' }, raw: ['malformedAnswer'] },
    encryptionKeyMissing: { requests: withForeignKey, raw: ['encryptionKeyMissing'] },
    stopped: { account: slow, inside: { accounts: [slow] } },
    unclassified: { raw: ['unclassified', undocumented.id, transport] }
};

export const hostFailures: Readonly<Record<HostClass, HostFailureCase>> = {
    winrmUnreachable: { overNetwork: true, raw: ['CannotConnect', transport] },
    languageMode: { begin: withoutKeys, raw: ['languageMode', 'CommandNotFoundException'] },
    hostFailed: { begin: unreachable, raw: ['unreachable'] }
};

/** A host where nothing is wrong. */
export const goodHost = 'good';
/** The host whose guests fail in every way, and the one on which everything fails at once. */
export const guestsHost = (language: Language): string => `guests-${language}`;
export const wholeHost = (language: Language): string => `host-${language}`;

/** The only guest of the other hosts. */
export const failing = 'APP02';
/** The guest that is read while all others fail. */
export const readable = 'READ01';

/** The guest that a class is about. */
export const guestOf = (code: GuestClass): string => `FAIL${String(guestClasses.indexOf(code) + 1).padStart(2, '0')}`;

const ownAccount = (name: string): Account => ({ user: `CONTOSO\\${name.toLowerCase()}`, password: right.password });

/** The account that the guest of a class is entered with. */
export const accountOf = (code: GuestClass): Account => guestFailures[code].account ?? ownAccount(guestOf(code));

function guestEntry(code: GuestClass): GuestEntry {
    const { inside, overNetwork } = guestFailures[code];
    const name = guestOf(code);
    return { name, os: overNetwork ? '2012 R2' : '2019', sku: 8, inside: { accounts: [ownAccount(name)], ...inside } };
}

function nodesOf(language: Language): NodeEntry[] {
    const host = { os: '2019', language, guestAccounts: [right] };
    return [
        { ...host, name: guestsHost(language), guests: [{ name: readable, os: '2019', sku: 7 }, ...guestClasses.map(guestEntry)] },
        { ...host, name: wholeHost(language), guests: [{ name: failing, os: '2019', sku: 8, inside: { winrm: 'unreachable' } }] }
    ];
}

/** Contoso again, with failures that the estate file has no word for: one that is not documented, and a module that is missing for one guest only. */
export class FailingEstate extends Estate {
    constructor() {
        const plain = { os: '2019', guestAccounts: [right], guests: [{ name: failing, os: '2019', sku: 8 }] };
        super({ domain: 'contoso.com', nodes: [...languages.flatMap(nodesOf), { ...plain, name: goodHost }] }, 0);
    }

    public override async connect(connection: MachineConnection, signal: AbortSignal): Promise<EnteredMachine> {
        const node = this.node(connection.site.node);
        const target = node?.machines.find(machine => machine.id.toLowerCase() === connection.target.toLowerCase());
        const language = node?.language ?? 'en';
        if (target?.entry.name === guestOf('hyperVModuleMissing')) {
            throw directFailure('moduleMissing', language);
        }
        if (target?.entry.name === guestOf('unclassified')) {
            throw new WindowsError({
                message: undocumented.text[language],
                errorId: undocumented.id,
                category: 'OpenError',
                exceptionType: `System.Management.Automation.Remoting.${transport}`,
                hresult: undocumented.code,
                terminating: false
            });
        }
        return super.connect(connection, signal);
    }
}
