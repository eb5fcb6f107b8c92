/** A gateway with a fake or real engine, and a client that behaves like a page in a browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Gateway, GatewayOptions, startGateway } from '../../../dev-gateway/gateway/gateway';
import { Credential, NodeDirectory } from '../../../dev-gateway/gateway/node-directory';
import { Engine } from '../../../dev-gateway/powershell/engine-api';
import { WindowsObject } from '../../../dev-gateway/windows-call';

export interface Answer {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly text: string;
    /** The text parsed as JSON; null if it isn't JSON. */
    readonly body: Record<string, unknown> | null;
}

interface Call {
    readonly headers?: Readonly<Record<string, string>>;
    /** An object is sent as JSON, a string unchanged. */
    readonly body?: object | string;
}

export interface TestGateway extends Gateway {
    /** Sends the XSRF token and the gateway's own origin, unless the call contains these headers. */
    call(method: string, path: string, call?: Call): Promise<Answer>;
    /** Sends no token, cookie or other header. */
    raw(method: string, path: string, call?: Call): Promise<Answer>;
    readonly token: string;
    readonly log: readonly string[];
}

/**
 * open, other: any account; barred: none; denied: CONTOSO\admin with password "secret word"; jea, rbac: only through JEA; gone: unreachable; strict:
 * constrained language, also with an untrusted module (untrusting) and without the module (bare). The name of the cluster "alone" doesn't resolve.
 */
export const testNodes: NodeDirectory = {
    nodeNames: ['open', 'other', 'barred', 'denied', 'jea', 'rbac', 'gone', 'strict', 'untrusting', 'bare'],
    clusterNames: ['together', 'alone'],
    aliases: name => (name === 'alone' ? ['gone', 'open'] : []),
    access(node: string, credential: Credential | null) {
        if (!this.nodeNames.includes(node) && node !== 'together') {
            return 'unknownNode';
        }
        const admin = credential?.user === 'CONTOSO\\admin' && credential.password === 'secret word';
        const special: Readonly<Record<string, ReturnType<NodeDirectory['access']>>> = {
            denied: admin ? 'ok' : 'credentialsNeeded',
            barred: 'forbidden',
            jea: 'jea',
            rbac: 'jea',
            gone: 'unreachable'
        };
        return special[node] ?? 'ok';
    },
    endpoint: node => ({ kind: node === 'rbac' ? 'gateway' : 'tool', groups: ['Group of jea'] }),
    moduleTrust: node => (node === 'untrusting' ? 'untrusted' : node === 'bare' ? 'absent' : 'trusted'),
    languageMode: node => (['strict', 'untrusting', 'bare'].includes(node) ? 'constrained' : 'full'),
    windowsModules: () => ['CimCmdlets'],
    inventory: node => ({ isHyperVRoleInstalled: node !== 'other' }),
    // eslint-disable-next-line require-yield
    async *answer(): AsyncIterable<WindowsObject> {
        throw new Error('The test nodes answer no Windows command.');
    },
    connect: () => Promise.reject(new Error('The test nodes have no machines.'))
};

export const moduleName = 'community.avma';

function send(url: string, method: string, path: string, { headers = {}, body }: Call): Promise<Answer> {
    const { hostname, port } = new URL(url);
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    return new Promise((resolve, reject) => {
        const json = typeof body === 'object' ? { 'content-type': 'application/json; charset=utf-8' } : {};
        const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
        const request = httpRequest({ hostname, port, method, path, headers: { ...json, ...length, ...headers } }, response => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
                const received = Buffer.concat(chunks).toString('utf8');
                const isJson = /json/.test(response.headers['content-type'] ?? '') && received !== '';
                resolve({
                    status: response.statusCode ?? 0,
                    headers: response.headers,
                    text: received,
                    body: isJson ? (JSON.parse(received) as Record<string, unknown>) : null
                });
            });
        });
        request.on('error', reject);
        request.end(text);
    });
}

/** Sends one request to any server. */
export const getFrom = (url: string, path: string): Promise<Answer> => send(url, 'GET', path, {});

/** A small bundle in its own folder, which is removed with its gateway. */
export function temporaryBundle(): string {
    const bundle = join(mkdtempSync(join(tmpdir(), 'gateway-spec-')), 'bundle');
    mkdirSync(join(bundle, 'assets'), { recursive: true });
    writeFileSync(join(bundle, 'index.html'), '<html><head><base href="/"></head><body>tool</body></html>');
    writeFileSync(join(bundle, 'main.js'), 'tool');
    writeFileSync(join(bundle, 'manifest.json'), JSON.stringify({ name: moduleName, target: `/modules/${moduleName}` }));
    return bundle;
}

/** Starts a gateway, by default with its own small bundle. */
export async function openGateway(engine: Engine, options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
    const bundle = options.bundle ?? temporaryBundle();
    const folder = dirname(bundle);
    const shell = join(folder, 'shell');
    const module = join(folder, moduleName);
    [shell, module].forEach(path => mkdirSync(path, { recursive: true }));
    writeFileSync(join(folder, 'outside.txt'), 'outside');
    writeFileSync(join(shell, 'index.html'), '<html><body>shell</body></html>');
    writeFileSync(join(module, `${moduleName}.psd1`), "@{\n    FunctionsToExport = @(\n        'Get-Thing'\n    )\n}\n");
    const log: string[] = [];
    const gateway = await startGateway({
        engine,
        nodes: testNodes,
        port: 0,
        bundle,
        shell,
        shellScript: 'shell',
        styles: null,
        powerShellModule: module,
        sessionConfiguration: 'tool.pssc',
        log: line => log.push(line),
        ...options,
        get behaviour() {
            return { pollMs: 50, gatherMs: 5, ...options.behaviour };
        }
    });
    const page = await send(gateway.url, 'GET', '/', {});
    const token = /WAC-XSRF=([^;]+)/.exec(String(page.headers['set-cookie']))?.[1] ?? '';
    return {
        url: gateway.url,
        nodeBehaviours: gateway.nodeBehaviours,
        shellsOpen: node => gateway.shellsOpen(node),
        signOut: () => gateway.signOut(),
        token,
        log,
        raw: (method, path, call = {}) => send(gateway.url, method, path, call),
        call: (method, path, call = {}) =>
            send(gateway.url, method, path, { ...call, headers: { origin: gateway.url, 'x-xsrf-token': token, ...call.headers } }),
        close: async () => {
            await gateway.close();
            rmSync(folder, { recursive: true, force: true });
        }
    };
}

/** URL of a request in the form of version 2. */
export const v2 = (node: string, rest: string): string => `/api/services/WinREST/PowerShell/nodes/${node}/${rest}`;

/** URL of the same request in the form of version 1. */
export const v1 = (node: string, rest: string): string =>
    `/api/nodes/${node}/features/powershellApi/${rest}${rest.includes('?') ? '&' : '?'}api-version=2019-02-01`;

/** The SDK's request body for running a command. */
export const command = (script: string, more: object = {}): { readonly body: object } => ({
    body: { properties: { script, command: 'Get-Thing', module: moduleName, parameters: { name: 'x' }, ...more } }
});
