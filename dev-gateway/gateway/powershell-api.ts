/** The PowerShell part of the API, for single requests and for parts of a batch. */
import { setTimeout as delay } from 'node:timers/promises';
import { ApiAnswer, ApiRequest } from './api-message';
import { brokenRow, NodeBehaviours, StaleSessions } from './behaviour';
import { credentialOf, Headers, header } from './credentials';
import { errorItem, runningAnswer } from './live-run';
import { Credential, NodeDirectory } from './node-directory';
import { PowerShellRequest, PowerShellSessions, ShellRefused } from './powershell-sessions';
import { refusedShell } from './shell-quota';

/** Both URL forms: /api/nodes/NODE/features/powershellApi/REST and /api/services/WinREST/PowerShell/nodes/NODE/REST. */
const urlForm = /^\/api\/(?:nodes\/([^/]+)\/features\/powershellApi|services\/WinREST\/PowerShell\/nodes\/([^/]+))\/([^?]*)/i;

const jeaEndpoint = 'http://schemas.microsoft.com/powershell/microsoft.sme.powershell';

/** PowerShell's connection failures. The id starts with WinRM's name of the code. */
const connectionFailures = {
    /** ERROR_WINRM_CANNOT_CONNECT, 0x80338012 */
    unreachable: {
        id: 'WinRMOperationTimeout',
        code: -2144108526,
        text: 'the WinRM client cannot complete the operation within the time specified.'
    },
    /** 53, the system's code for a name that doesn't resolve */
    unknownNode: { id: 'NetworkPathNotFound', code: 53, text: 'the network path was not found.' }
} as const;

function connectionFailure(node: string, name: keyof typeof connectionFailures): ApiAnswer {
    const { id, code, text } = connectionFailures[name];
    const message = `Connecting to remote server ${node} failed: ${text}`;
    const error = {
        message,
        errorId: `${id},PSSessionStateBroken`,
        category: 'OpenError',
        reason: 'PSRemotingTransportException',
        hresult: code,
        nativeErrorCode: null,
        line: null
    };
    return { status: 400, body: { ...runningAnswer(''), completed: 'True', errors: [errorItem(error, message, error.reason)] } };
}

/** PowerShell's exception for a runspace that isn't open. Its text is localized. */
const staleText = 'Runspace state is not valid for this operation.';
const staleException = 'InvalidRunspaceStateException';

/** The answer for a session that the gateway kept too long: nothing ran. */
function staleAnswer(form: StaleSessions['form']): ApiAnswer {
    const ended = { ...runningAnswer(''), completed: 'True' };
    switch (form) {
        case 'errors':
            return { status: 400, body: { ...ended, errors: [errorItem(null, staleText, staleException)] } };
        case 'error':
            return { status: 400, body: { error: { code: staleException, message: staleText } } };
        default:
            return { status: 200, body: { ...ended, exception: staleText } };
    }
}

function isJea(headers: Headers): boolean {
    return header(headers, 'x-ms-sme-jea-endpoint')?.toLowerCase() === jeaEndpoint;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses a request's body; null if it isn't in any form that the SDK sends. */
function requestOf(body: unknown): PowerShellRequest | null {
    const properties = isObject(body) ? (body.properties ?? {}) : body === null || body === undefined ? {} : null;
    if (!isObject(properties)) {
        return null;
    }
    const texts = [properties.script, properties.command, properties.module];
    const objects = [properties.parameters, properties.metadata];
    const fits =
        texts.every(one => one === undefined || one === null || typeof one === 'string') &&
        objects.every(one => one === undefined || one === null || isObject(one));
    // For a text without a command, the SDK writes null for the missing fields.
    return fits ? (Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null)) as PowerShellRequest) : null;
}

const notFound = (message: string): ApiAnswer => ({ status: 404, body: { error: { code: 'NotFound', message } } });

/** Null for a name that can't be decoded. */
function nodeName(text: string): string | null {
    try {
        return decodeURIComponent(text);
    } catch {
        return null;
    }
}

function withBrokenRows(answer: ApiAnswer): ApiAnswer {
    const { results, ...rest } = (answer.body ?? {}) as { readonly results?: readonly unknown[] };
    return results ? { ...answer, body: { ...rest, results: results.map(brokenRow) } } : answer;
}

export class PowerShellApi {
    constructor(
        private readonly nodes: NodeDirectory,
        private readonly sessions: PowerShellSessions,
        private readonly behaviours: NodeBehaviours
    ) {}

    public static handles(url: string): boolean {
        return urlForm.test(url);
    }

    /** The node of a request; null if its URL contains none. */
    public static nodeOf(url: string): string | null {
        const match = urlForm.exec(url);
        return match && nodeName(match[1] ?? match[2]);
    }

    /** Never throws; a failure of the engine becomes an answer. */
    public async answer(request: ApiRequest): Promise<ApiAnswer> {
        const node = PowerShellApi.nodeOf(request.url);
        const rest = urlForm.exec(request.url)?.[3] ?? '';
        if (!node) {
            return notFound('There is nothing at this address.');
        }
        const { latencyMs, rows } = this.behaviours.of(node);
        if (latencyMs) {
            await delay(latencyMs);
        }
        const credential = credentialOf(request.headers);
        try {
            const answer = this.refusal(node, credential, request.headers) ?? (await this.route(request, node, credential, rest));
            return rows === 'broken' ? withBrokenRows(answer) : answer;
        } catch (error) {
            if (error instanceof ShellRefused) {
                return refusedShell(node, this.sessions.shellsOn(node)?.refusal);
            }
            return { status: 500, body: { error: { code: 'EngineFailed', message: (error as Error).message } } };
        }
    }

    /** Null if the node accepts the account. */
    private refusal(node: string, credential: Credential | null, headers: Headers): ApiAnswer | null {
        const access = this.nodes.access(node, credential);
        switch (access) {
            case 'ok':
                return null;
            case 'jea':
                return isJea(headers)
                    ? null
                    : {
                          status: 400,
                          body: { error: { code: 'BadRequest', message: 'Only the JEA endpoint is open to this account.' } },
                          headers: { 'x-ms-sme-jea-endpoint': jeaEndpoint }
                      };
            case 'credentialsNeeded':
                return { status: 403, body: { error: { code: 'AccessDenied', message: 'Access is denied.', forbidden: 'Unauthorized' } } };
            case 'forbidden':
                return { status: 400, body: { error: { code: 'AccessDenied', message: 'Access is denied.', forbidden: 'Forbidden' } } };
            default:
                return connectionFailure(node, access);
        }
    }

    private async route(request: ApiRequest, node: string, credential: Credential | null, rest: string): Promise<ApiAnswer> {
        const properties = requestOf(request.body);
        if (!properties) {
            return { status: 400, body: { error: { code: 'BadRequest', message: 'The body is no request of PowerShell.' } } };
        }
        const target = { node, account: credential?.user ?? null, jea: isJea(request.headers) };
        const [collection, id, action] = rest.split('/');
        const answered = async (pending: Promise<readonly [number, unknown]> | null): Promise<ApiAnswer> => {
            if (!pending) {
                return notFound('The session does not exist.');
            }
            const [status, body] = await pending;
            return { status, body };
        };
        const startsCommand = (request.method === 'POST' && /(?:^|\/)invokeCommand$/i.test(rest)) || (request.method === 'PUT' && action === undefined);
        const stale = startsCommand ? this.behaviours.takeStale(node) : null;
        if (stale) {
            return staleAnswer(stale);
        }
        if (/^invokeCommand$/i.test(collection) && request.method === 'POST') {
            return answered(this.sessions.start({ ...target, keep: false }, properties));
        }
        if (!/^pssessions$/i.test(collection) || !id) {
            return notFound(`${request.method} ${rest}`);
        }
        if (action === undefined && request.method === 'PUT') {
            return answered(this.sessions.start({ ...target, keep: true }, properties));
        }
        if (action === undefined && request.method === 'GET') {
            return answered(this.sessions.poll(node, id));
        }
        if (action === undefined && request.method === 'DELETE') {
            this.sessions.delete(node, id);
            return { status: 204, body: null };
        }
        if (/^invokeCommand$/i.test(action ?? '') && request.method === 'POST') {
            return answered(this.sessions.next(node, id, properties));
        }
        // The SDK uses POST for a single request, and PUT in batches.
        if (/^cancel$/i.test(action ?? '') && ['POST', 'PUT'].includes(request.method)) {
            return this.sessions.cancel(node, id) ? { status: 200, body: {} } : notFound('The session does not exist.');
        }
        return notFound(`${request.method} ${rest}`);
    }
}
