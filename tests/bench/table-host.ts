/** A host with many guests behind two gateways: one serves the extension, the other the bare table. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../build/build';
import { root } from '../../build/project';
import { bundleFolder, sessionConfiguration } from '../../dev-gateway/environment';
import { EstateFile, GuestEntry } from '../../dev-gateway/estate/estate-file';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { sdkStyles } from '../../dev-gateway/fonts';
import { Gateway, startGateway } from '../../dev-gateway/gateway/gateway';
import { openEngine } from '../../dev-gateway/powershell/engine';
import { buildShell } from '../../dev-gateway/shell/build-shell';
import { angularBuild } from './angular-build';
import { ReplayEngine } from './replay-engine';

/** The host of the bench, and one with few guests for warming up. */
export const host = 'HV-BENCH';
export const smallHost = 'HV-SMALL';
export const guestCount = 5000;
/** Added to every call of a script, so that calls take time. */
const latencyMs = 5;

const bareBundle = join(root, 'dist/bench-table');

/** The names' endings are search targets: one guest in ten is a SQL server. */
const guests: readonly GuestEntry[] = [
    { name: '{n}-web', os: '2019', sku: 7 },
    { name: '{n}-app', os: '2016', sku: 8 },
    { name: '{n}-sql', os: '2019', sku: 8 },
    { name: '{n}-file', os: '2012 R2', sku: 7 },
    { name: '{n}-linux', os: 'ubuntu' },
    { name: '{n}-rds', os: '2019', sku: 7, generation: 1 },
    { name: '{n}-test', os: '2019', sku: 79 },
    { name: '{n}-off', os: '2019', state: 'off' },
    { name: '{n}-new', os: '2022', sku: 8 },
    { name: '{n}-vdi', os: 'windows10' }
];

function writeEstate(): string {
    const estate: EstateFile = {
        domain: 'contoso.example',
        latencyMs,
        nodes: [
            { name: host, os: '2019', repeat: { count: guestCount, of: guests } },
            { name: smallHost, os: '2019', repeat: { count: 200, of: guests } }
        ]
    };
    const file = join(root, '.cache/bench/table-estate.json');
    mkdirSync(join(root, '.cache/bench'), { recursive: true });
    writeFileSync(file, JSON.stringify(estate));
    return file;
}

/** The bare table is another entry point of the same application, with the same compiler, options and styles. */
async function buildBareTable(): Promise<void> {
    await angularBuild('production,bench');
    copyFileSync(join(bundleFolder, 'manifest.json'), join(bareBundle, 'manifest.json'));
}

export interface TwoTables {
    /** The gateway with the extension. */
    readonly ours: Gateway;
    /** The gateway with the bare table. */
    readonly bare: Gateway;
    readonly engine: ReplayEngine;
    /** Runs on the large host everything that ran on the small one; from then on, this is replayed. */
    record(): Promise<void>;
    close(): Promise<void>;
}

/** Builds both applications, and starts a gateway for each, with one engine and one estate. */
export async function startTables(onProgress: (line: string) => void): Promise<TwoTables> {
    await build('production', onProgress);
    onProgress('Building the bare table (about a minute) ...');
    await buildBareTable();
    const nodes = loadEstate(writeEstate());
    const engine = new ReplayEngine(await openEngine(onProgress));
    const common = {
        engine,
        nodes,
        port: 0,
        shell: join(root, 'dev-gateway/shell'),
        shellScript: await buildShell(),
        styles: await sdkStyles(onProgress),
        powerShellModule: join(root, 'dist/powershell-module/community.avma'),
        sessionConfiguration
    };
    const gateways: Gateway[] = [];
    const close = async (): Promise<void> => {
        await Promise.all(gateways.map(gateway => gateway.close()));
        await engine.close();
    };
    try {
        for (const bundle of [bundleFolder, bareBundle]) {
            gateways.push(await startGateway({ ...common, bundle }));
        }
        const record = async (): Promise<void> => {
            const { first, last } = await engine.record({ node: host, answerer: nodes });
            onProgress(`${host} writes ${guestCount} rows from ${first.toFixed(1)} s to ${last.toFixed(1)} s after the call.`);
        };
        return { ours: gateways[0], bare: gateways[1], engine, record, close };
    } catch (error) {
        await close();
        throw error;
    }
}
