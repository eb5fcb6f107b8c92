/**
 * npm run side-load [-- --port N]: serves the extension, so that a real Windows Admin Center loads it in place of an installed one, and rebuilds it after
 * each change. Unlike a package, it is readable, and it ends with this command.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { FastifyInstance } from 'fastify';
import { watchFiles } from '../build/watch-files';
import { addFileSecurity } from './gateway/security';
import { addSideLoadFiles } from './gateway/static-files';
import { greatestPort, readOptions, wholeNumber } from './options';
import { endPrograms, requireFreePort, runProgram } from './programs';

const defaultPort = 4201;
const work = join(__dirname, '../.cache/side-load');

/**
 * Listens on loopback only.
 * @param port 0 selects any free port
 */
export async function serveSideLoad(bundle: string, port: number): Promise<FastifyInstance> {
    const server = Fastify({ forceCloseConnections: true });
    addFileSecurity(server);
    addSideLoadFiles(server, bundle);
    await server.listen({ host: '127.0.0.1', port });
    return server;
}

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2), ['port']);
    const port = wholeNumber(options, 'port', greatestPort) ?? defaultPort;
    await requireFreePort(port, 'npm run side-load');
    mkdirSync(work, { recursive: true });
    const [bundle, stamp] = [join(work, 'bundle'), join(work, 'built')];
    let server: FastifyInstance | null = null;
    watchFiles([stamp], () => {
        if (!existsSync(stamp)) {
            return;
        }
        if (server) {
            console.log('Built: load the page again.');
            return;
        }
        void serveSideLoad(bundle, port).then(started => {
            server = started;
            const address = `http://localhost:${(started.server.address() as AddressInfo).port}`;
            console.log(
                `\nOn Windows Admin Center's page, in the browser's console (F12):\n\n    MsftSme.sideLoad('${address}')\n\n` +
                    'then load the page again. A gateway of 2410 and later must allow this address first: docs/install.md#side-load.\n' +
                    'MsftSme.sideLoadReset() ends it; Ctrl+C ends this.'
            );
        });
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
            endPrograms();
            process.exit(0);
        });
    }
    console.log('Building the extension (half a minute) ...');
    await runProgram('build/watch.ts', bundle, stamp, '--scripts');
}

if (require.main === module) {
    main().catch((error: Error) => {
        console.error(error.message);
        process.exit(1);
    });
}
