/** An estate in which each class of looking inside fails, on an English and on a German host, each on a host of its own. */
import { Page } from '@playwright/test';
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { Machine, Node } from '../../dev-gateway/estate/machines';
import { MachineConnection, WindowsError } from '../../dev-gateway/windows-call';
import { insideFailureCodes, InsideFailureCode } from '../../src/app/domain/inside-failures';
import { Account, right } from './guests-page';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export interface FailureCase {
    /** The guest that cannot be read. */
    readonly guest?: Partial<GuestEntry>;
    /** Another one, which is asked before it. */
    readonly first?: Partial<GuestEntry>;
    readonly node?: Partial<NodeEntry>;
    readonly account?: Account;
    readonly overNetwork?: boolean;
    /** What has become of the host or the guest once the dialog is open. */
    readonly meanwhile?: (node: Node, machine: Machine) => void;
    /** What happens to the requests of the page. */
    readonly requests?: (page: Page) => Promise<void>;
    /** Stop is pressed while the first guest is being read. */
    readonly stop?: boolean;
    /** The class of the first guest. */
    readonly firstCode?: InsideFailureCode;
    /** What must be among the facts to copy; none where the class says everything. */
    readonly raw?: readonly string[];
}

const domainWide: Account = { user: 'CONTOSO\\wrong', password: 'not it' };
const opening = 'PSSessionStateBroken';
const transport = 'PSRemotingTransportException';

/** A failure that no page of Microsoft names. */
export const undocumented = {
    id: `TotallyNew,${opening}`,
    code: -2144108000,
    text: { en: 'Something new has failed.', de: 'Etwas Neues ist fehlgeschlagen.' }
};

/** As if the runspace had another key than the one that the account was encrypted with, also at the second try. */
async function withForeignKey(page: Page): Promise<void> {
    await page.route(/powershell/i, async route => {
        const body = route.request().postData();
        await (body?.includes('avmaHostName')
            ? route.continue({ postData: body.replace(/[A-Za-z0-9+/]{300,}={0,2}/g, text => foreign(text)) })
            : route.continue());
    });
}

/** As where the module of the tool is missing, so that only the host's own commands run: none of them hands out a key, and Get-Command finds none. */
async function withoutKeys(page: Page): Promise<void> {
    await page.route(/powershell/i, async route => {
        const body = route.request().postData() ?? '';
        const ended = { sessionId: '', completed: 'True', results: [], errors: null, exception: null, progress: [], warnings: null, statusCode: 0 };
        if (body.includes('"command":"Get-Command"')) {
            return route.fulfill({ status: 200, json: ended });
        }
        if (!body.includes('Get-EncryptionJWKOnNode')) {
            return route.continue();
        }
        // What PowerShell says of a missing command is localized, and its id does not arrive.
        const detailRecord = { remoteExceptionMessage: 'x', nativeErrorCode: 0, hResult: -2146233087 };
        return route.fulfill({ status: 400, json: { ...ended, errors: [{ errorType: 'RemoteException', message: 'x', detailRecord }] } });
    });
}

function foreign(encrypted: string): string {
    return Buffer.alloc(Buffer.from(encrypted, 'base64').length, 1).toString('base64');
}

export const failureCases: Readonly<Record<InsideFailureCode, FailureCase>> = {
    credentialRefused: { account: domainWide, raw: ['credentialRefused', opening, 'PSDirectException'] },
    accountRefused: { first: {}, account: domainWide, firstCode: 'credentialRefused' },
    notRunning: { meanwhile: (_, machine) => Object.assign(machine, { enabledState: 3 }), raw: ['InvalidVMState'] },
    noAnswer: { guest: { inside: { direct: 'noAnswer' } }, raw: [opening, 'PSRemotingDataStructureException'] },
    notFound: { meanwhile: (_, machine) => Object.assign(machine, { id: machine.id.replace(/^./, 'Z') }), raw: ['InvalidVMIdNotSingle'] },
    hyperVModuleMissing: { node: { hyperVModule: false }, raw: ['HyperVModuleNotAvailable'] },
    wrongMachine: { overNetwork: true, guest: { inside: { insideVmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607' } }, raw: ['wrongMachine'] },
    identityUnknown: { overNetwork: true, guest: { inside: { insideVmId: null } }, raw: ['identityUnknown'] },
    sessionLost: { guest: { inside: { direct: 'lost' } }, raw: [`2100,${opening}`, transport] },
    timedOut: { guest: { inside: { direct: 'hangs' } } },
    winrmNotTrusted: { overNetwork: true, guest: { inside: { winrm: 'notTrusted' } }, raw: ['ServerNotTrusted', transport] },
    winrmUnreachable: { overNetwork: true, guest: { inside: { winrm: 'unreachable' } }, raw: ['CannotConnect', transport] },
    winrmAccessDenied: { overNetwork: true, guest: { inside: { winrm: 'accessDenied' } }, raw: ['AccessDenied', transport] },
    guestAccessDenied: {
        guest: { inside: { accounts: [{ ...right, rights: { denied: ['SoftwareLicensingProduct'] } }] } },
        raw: ['guestAccessDenied', '0x80041003']
    },
    encryptionKeyMissing: { requests: withForeignKey, raw: ['encryptionKeyMissing'] },
    languageMode: { requests: withoutKeys, raw: ['languageMode', 'CommandNotFoundException'] },
    stopped: { first: { inside: { direct: 'hangs' } }, stop: true, firstCode: 'timedOut' },
    hostFailed: { meanwhile: node => Object.assign(node, { access: 'unreachable' }), raw: ['unreachable'] },
    unclassified: { raw: ['unclassified', undocumented.id, transport] }
};

/** A host where nothing is wrong. */
export const goodHost = 'good';

export function hostOf(code: InsideFailureCode, language: Language): string {
    return `${code}-${language}`;
}

/** The guest that a case is about. */
export const failing = 'APP02';
/** The one that is asked before it, where there is one. */
const before = 'APP01';

function nodeOf(code: InsideFailureCode, language: Language): NodeEntry {
    const { guest, first, node } = failureCases[code];
    const guests: GuestEntry[] = [...(first ? [{ name: before, os: '2019', sku: 7, ...first }] : []), { name: failing, os: '2019', sku: 8, ...guest }];
    return { name: hostOf(code, language), os: '2019', language, guestAccounts: [right], guests, ...node };
}

/** Contoso again, with a host for each class and language, and one failure that is not documented. */
export class FailingEstate extends Estate {
    constructor() {
        const plain = { os: '2019', guestAccounts: [right], guests: [{ name: failing, os: '2019', sku: 8 }] };
        const nodes = languages.flatMap(language => insideFailureCodes.map(code => nodeOf(code, language)));
        super({ domain: 'contoso.com', nodes: [...nodes, { ...plain, name: goodHost }] }, 0);
    }

    public override async connect(connection: MachineConnection, signal: AbortSignal): Promise<void> {
        const language = languages.find(one => hostOf('unclassified', one) === connection.site.node);
        if (language) {
            throw new WindowsError({
                message: undocumented.text[language],
                errorId: undocumented.id,
                category: 'OpenError',
                exceptionType: `System.Management.Automation.Remoting.${transport}`,
                hresult: undocumented.code,
                terminating: false
            });
        }
        await super.connect(connection, signal);
    }
}
