/** Hosts with guests whose steps have fixed durations, behind a gateway with HTTP/2. */
import { join } from 'node:path';
import { build } from '../../build/build';
import { root } from '../../build/project';
import { builtTool, sessionConfiguration } from '../../dev-gateway/environment';
import { Estate } from '../../dev-gateway/estate/estate';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { sdkStyles } from '../../dev-gateway/fonts';
import { Gateway, startGateway } from '../../dev-gateway/gateway/gateway';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { buildShell } from '../../dev-gateway/shell/build-shell';
import { Front, startFront } from './http2-front';
import { keyRing } from './key-ring';
import { PlayedEngine } from './played-engine';

export const account = { user: 'CONTOSO\\guestadmin', password: 'Pa55w.rd!guest' };

/** Duration of each step in a guest: connect, check, install, activate, read back. */
export const stepMs = 400;
export const guestCount = 64;
export const maxConcurrent = 16;

/** Number of guests for the script in one-by-one.ts; all take the same time. */
export const scriptedCount = 8;

/** Hosts with one guest; with only responding guests; with some guests that never answer; with guests for recording; with guests for the script. */
export const hosts = { one: 'HV-ONE', right: 'HV-64', hanging: 'HV-64-HANG', recorded: 'HV-RECORD', scripted: 'HV-SCRIPT' } as const;

const guest = (index: number, hangs: boolean): GuestEntry => ({
    name: `G${String(index + 1).padStart(2, '0')}`,
    os: '2019',
    sku: 8,
    inside: { stepMs, ...(hangs ? { direct: 'hangs' } : {}) }
});

const guests = (count: number, hangs: (index: number) => boolean = () => false): GuestEntry[] =>
    Array.from({ length: count }, (_, index) => guest(index, hangs(index)));

/** Every eighth guest, and never the first: the account is verified there, and no other guest is tried before. */
export const hangsAt = (index: number): boolean => index % 8 === 4;

const node = (name: string, its: readonly GuestEntry[]): EstateFile['nodes'][number] => ({ name, os: '2019', guestAccounts: [account], guests: its });

const estateFile: EstateFile = {
    domain: 'contoso.com',
    nodes: [
        node(hosts.one, guests(1)),
        node(hosts.scripted, guests(scriptedCount)),
        node(hosts.right, guests(guestCount)),
        node(hosts.hanging, guests(guestCount, hangsAt)),
        // The first guests of a process compile; the last one hangs.
        node(
            hosts.recorded,
            guests(4, index => index === 3)
        )
    ]
};

/** An estate that nobody has changed yet. */
export const newEstate = (): Estate => new Estate(estateFile, 0);

export interface ApplyHost {
    readonly engine: PlayedEngine;
    /** The engine without recording or replaying. */
    readonly realEngine: Engine;
    readonly estate: Estate;
    readonly front: Front;
    close(): Promise<void>;
}

/** Builds the tool, and starts everything that it needs. */
export async function startApplyHost(onProgress: (line: string) => void): Promise<ApplyHost> {
    const nextKey = keyRing(maxConcurrent);
    await build('production', onProgress);
    const estate = newEstate();
    const machines = [hosts.hanging, hosts.recorded].flatMap(name => estate.node(name)?.machines ?? []);
    const hanging = new Set(machines.filter(({ inside }) => inside?.entry.direct === 'hangs').map(({ id }) => id.toLowerCase()));
    const realEngine = await openEngine(onProgress);
    const kindOf = (vmId: string): string => (hanging.has(vmId.toLowerCase()) ? 'hanging' : 'right');
    const engine = new PlayedEngine(realEngine, { nextKey: await nextKey, account, kindOf });
    let gateway: Gateway | null = null;
    try {
        gateway = await startGateway({
            engine,
            nodes: estate,
            port: 0,
            ...builtTool,
            sessionConfiguration,
            shell: join(root, 'dev-gateway/shell'),
            shellScript: await buildShell(),
            styles: await sdkStyles(onProgress)
        });
        const front = await startFront(gateway.url);
        return {
            engine,
            realEngine,
            estate,
            front,
            close: async () => {
                await front.close();
                await gateway?.close();
                await engine.close();
            }
        };
    } catch (error) {
        await gateway?.close();
        await engine.close();
        throw error;
    }
}
