/** A fleet of hosts behind the gateway, with recorded answers of the scripts, and a client that reads the hosts one at a time like a script. */
import { join } from 'node:path';
import { build } from '../../build/build';
import { root } from '../../build/project';
import { bundleFolder, builtTool, sessionConfiguration } from '../../dev-gateway/environment';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { sdkStyles } from '../../dev-gateway/fonts';
import { Gateway, startGateway } from '../../dev-gateway/gateway/gateway';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { buildShell } from '../../dev-gateway/shell/build-shell';
import { PowerShellScripts } from '../../src/generated/powershell-scripts';
import { DistantHosts } from './distant-hosts';

export const hostCount = 200;
export const guestsPerHost = 50;
/** Number of concurrent hosts while answers are recorded. */
const recorders = 4;

/** The rows of one host. */
export interface HostRows {
    readonly host: unknown;
    readonly guests: readonly unknown[];
}

export interface Fleet {
    readonly gateway: Gateway;
    readonly hosts: DistantHosts;
    readonly names: readonly string[];
    /** Reads one host through the gateway like a script would: first the host, then its guests. */
    askHost(name: string): Promise<HostRows>;
    close(): Promise<void>;
}

interface Answer {
    readonly sessionId: string;
    readonly completed: string;
    readonly results: readonly unknown[];
    readonly errors?: readonly unknown[];
}

/** A client of the gateway without a browser: runs one command on one host. */
async function gatewayClient(url: string): Promise<(host: string, command: { command: string; script: string }) => Promise<unknown[]>> {
    const token = /WAC-XSRF=([^;]+)/.exec((await fetch(`${url}/`)).headers.get('set-cookie') ?? '')?.[1] ?? '';
    const headers = { 'content-type': 'application/json', origin: url, 'x-xsrf-token': token };
    return async (host, { command, script }) => {
        const address = `${url}/api/nodes/${host}/features/powershellApi`;
        const prefixed = command.replace('-', `-${PowerShellScripts.powerShellPrefix}`);
        const body = JSON.stringify({ properties: { command: prefixed, script, module: PowerShellScripts.module } });
        const rows: unknown[] = [];
        let response = await fetch(`${address}/invokeCommand`, { method: 'POST', headers, body });
        for (;;) {
            const answer = (await response.json()) as Answer;
            if (!response.ok || answer.errors) {
                throw new Error(`${host} does not answer ${command}: ${JSON.stringify(answer.errors ?? response.status)}`);
            }
            rows.push(...answer.results);
            if (answer.completed === 'True') {
                return rows;
            }
            response = await fetch(`${address}/pssessions/${answer.sessionId}`, { headers });
        }
    };
}

/** Builds the tool, starts a gateway for the fleet, and records each script once on each host for replaying. */
export async function startFleet(onProgress: (line: string) => void): Promise<Fleet> {
    await build('production', onProgress);
    const nodes = loadEstate(`fleet:${hostCount}x${guestsPerHost}`);
    const hosts = new DistantHosts(await openEngine(onProgress));
    try {
        const gateway = await startGateway({
            engine: hosts,
            nodes,
            port: 0,
            bundle: bundleFolder,
            powerShellModule: builtTool.powerShellModule,
            sessionConfiguration,
            shell: join(root, 'dev-gateway/shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(onProgress)
        });
        const run = await gatewayClient(gateway.url);
        const askHost = async (name: string): Promise<HostRows> => {
            const [host] = await run(name, PowerShellScripts.Get_AvmaHost);
            return { host, guests: await run(name, PowerShellScripts.Get_AvmaGuest) };
        };
        const fleet: Fleet = {
            gateway,
            hosts,
            names: nodes.nodeNames,
            askHost,
            close: async () => {
                await gateway.close();
                await hosts.close();
            }
        };
        onProgress(`Running the scripts on ${hostCount} hosts with ${guestsPerHost} guests each (about a minute) ...`);
        const left = [...fleet.names];
        await Promise.all(
            Array.from({ length: recorders }, async () => {
                for (let name = left.shift(); name !== undefined; name = left.shift()) {
                    await askHost(name);
                }
            })
        );
        return fleet;
    } catch (error) {
        await hosts.close();
        throw error;
    }
}
