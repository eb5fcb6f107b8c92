/** The SDK's own batch client outside a browser. Its results are what the extension gets from the gateway's answers. */
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { BatchConnection } from '@microsoft/windows-admin-center-sdk/core/data/batch-connection';
import { PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellBatch, PowerShellBatchResponseItem } from '@microsoft/windows-admin-center-sdk/core/data/powershell-batch';
import { build } from 'esbuild';
import { firstValueFrom, from, Observable, toArray } from 'rxjs';
import { moduleName, TestGateway } from './gateway-client';

interface Sdk {
    readonly BatchConnection: new (gateway: object, authorization: object) => BatchConnection;
    readonly PowerShellBatch: { create(nodes: string[], connection: BatchConnection): PowerShellBatch };
}

const core = '@microsoft/windows-admin-center-sdk/core';

const entry = `
import '${core}/polyfills';
export { BatchConnection } from '${core}/data/batch-connection';
export { PowerShellBatch } from '${core}/data/powershell-batch';
`;

let loaded: Promise<Sdk> | null = null;

/** Runs in a separate context, because the SDK changes the prototypes of strings and arrays. */
async function load(): Promise<Sdk> {
    const options = { bundle: true, write: false, platform: 'browser', format: 'iife', globalName: 'sdk', logLevel: 'silent' } as const;
    const { outputFiles } = await build({ ...options, stdin: { contents: entry, resolveDir: join(__dirname, '../../..') } });
    // The SDK logs each failed part.
    const silent = new Proxy({}, { get: () => () => undefined });
    const world: Record<string, unknown> = { console: silent, navigator: { userAgent: '' }, setTimeout, clearTimeout };
    world.window = world;
    world.self = world;
    const context = createContext(world);
    runInContext(outputFiles[0].text, context);
    runInContext(
        `MsftSme.self = () => ({ Environment: { name: '${moduleName}', version: '0.1.0' }, Resources: { strings: null }, Init: {} });
         MsftSme.getStrings = () => { const text = new Proxy(function () {}, { get: (_, name) => (name === 'format' ? () => 'text' : text) }); return text; };`,
        context
    );
    return world.sdk as Sdk;
}

export type BatchItems = readonly PowerShellBatchResponseItem[];

/** One running command. */
interface BatchRun {
    /** The SDK's results: one list for each answer of the gateway, or one list of everything. */
    readonly ended: Promise<readonly BatchItems[]>;
    /** Resolves with the nodes' answers to the cancellation. */
    cancel(): Promise<BatchItems>;
}

export interface SdkBatch {
    /** @param partial whether results are emitted as they arrive */
    start(nodes: readonly string[], script: string, partial?: boolean): BatchRun;
    /** All answers of the nodes. */
    run(nodes: readonly string[], script: string): Promise<BatchItems>;
    /** The request lines in each batch that was sent, such as "PUT open". */
    readonly sent: ReadonlyArray<readonly string[]>;
    /** Resolves when no request is running: the SDK closes sessions without waiting. */
    quiet(): Promise<void>;
}

const requestLines = (body: string): string[] =>
    [...body.matchAll(/^(\w+) \/api\/nodes\/([^/]+)\/\S*?(\/cancel)?\?\S+ HTTP/gm)].map(([, method, node, cancel]) => `${cancel ? 'cancel' : method} ${node}`);

/** Commands have neither key nor lifetime, so the SDK closes the sessions after each. */
export async function sdkBatch(gateway: TestGateway): Promise<SdkBatch> {
    loaded ??= load();
    const { BatchConnection: Connection, PowerShellBatch: Batch } = await loaded;
    const sent: string[][] = [];
    const pending = new Set<Promise<string>>();
    const post = (path: string, body: string, { headers }: { readonly headers: Readonly<Record<string, string>> }): Observable<string> => {
        sent.push(requestLines(body));
        const answer = gateway.call('POST', `/api${path}`, { headers, body }).then(({ text }) => text);
        pending.add(answer);
        void answer.finally(() => pending.delete(answer));
        return from(answer);
    };
    const authorization = { getJeaEndpoint: () => null, addAuthorizationTokensToMultiPartBody: () => undefined };
    const connection = new Connection({ gatewayUrl: gateway.url, post }, authorization);
    const start: SdkBatch['start'] = (nodes, script, partial = false) => {
        const batch = Batch.create([...nodes], connection);
        const command = { script, command: 'Get-Thing', module: moduleName, parameters: { name: 'x' } };
        const answers = batch.runSingleCommand(command as PowerShellCommand, { partial });
        return { ended: firstValueFrom(answers.pipe(toArray())), cancel: () => firstValueFrom(batch.cancel()) };
    };
    return {
        sent,
        start,
        run: async (nodes, script) => (await start(nodes, script).ended)[0],
        quiet: async () => {
            while (pending.size > 0) {
                await Promise.all(pending);
            }
        }
    };
}
