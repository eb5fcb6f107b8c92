/** The development gateway: answers like Windows Admin Center's gateway, for simulated or real nodes. */
import { existsSync, readFileSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { FastifyError } from 'fastify';
import { Engine } from '../powershell/engine-api';
import { addApi } from './api-routes';
import { GatewayBehaviour, NodeBehaviours, defaultBehavior } from './behaviour';
import { addDevelopment, Development } from './development';
import { NodeDirectory } from './node-directory';
import { PowerShellApi } from './powershell-api';
import { PowerShellSessions } from './powershell-sessions';
import { addRequestLog } from './request-log';
import { addSecurity } from './security';
import { addStaticFiles } from './static-files';
import { addStream } from './stream';

export interface GatewayOptions {
    readonly engine: Engine;
    readonly nodes: NodeDirectory;
    /** 0 selects any free port. */
    readonly port: number;
    /** The built extension: index.html, manifest.json and their files. Read for each request, because it may change. */
    readonly bundle: string;
    /** The file with the manifests of all installed modules; by default only the bundle's own manifest. */
    readonly shellManifest?: string;
    /** index.html and shell.css of the page around the tool. */
    readonly shell: string;
    /** That page's script. */
    readonly shellScript: string;
    /** css/fonts.css and fonts/ of the SDK; null if they couldn't be fetched. */
    readonly styles: string | null;
    /** Folder of the PowerShell module in the package. */
    readonly powerShellModule: string;
    /** The session configuration (.pssc) for the tool's endpoints. */
    readonly sessionConfiguration: string;
    /** Read for each command, because it may change. */
    readonly behaviour?: Partial<GatewayBehaviour>;
    /** Null or omitted: no development features, like the real gateway. */
    readonly development?: Development | null;
    /** By default, all nodes have the common behavior. */
    readonly nodeBehaviours?: NodeBehaviours;
    /** Called with one line for each API request: method, path, status, time. Never with headers or bodies. */
    readonly log?: (line: string) => void;
}

export interface Gateway {
    /** http://127.0.0.1:PORT */
    readonly url: string;
    /** How each node is reached. Can change at run time. */
    readonly nodeBehaviours: NodeBehaviours;
    /** Number of open shells on a node. */
    shellsOpen(node: string): number;
    /** Ends the gateway's own sign-in, until the shell's page is opened again. */
    signOut(): void;
    close(): Promise<void>;
}

function readManifest(bundle: string): { readonly name: string } {
    const file = join(bundle, 'manifest.json');
    if (!existsSync(file)) {
        throw new Error(`There is no extension in ${bundle}. Run: npm run build`);
    }
    return JSON.parse(readFileSync(file, 'utf8')) as { name: string };
}

function readManifests({ bundle, shellManifest }: GatewayOptions): readonly object[] {
    return shellManifest === undefined ? [readManifest(bundle)] : (JSON.parse(readFileSync(shellManifest, 'utf8')) as { modules: object[] }).modules;
}

/** Listens on loopback only. @throws Error with one line if the port is in use or the bundle is missing */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
    const { name: moduleName } = readManifest(options.bundle);
    const { engine, nodes, development = null } = options;
    const behaviour = (): GatewayBehaviour => ({ ...defaultBehavior, ...options.behaviour });
    const nodeBehaviours = options.nodeBehaviours ?? new NodeBehaviours();
    const sessions = new PowerShellSessions(
        engine,
        nodes,
        options,
        behaviour,
        node => nodeBehaviours.of(node).shells ?? behaviour().shells,
        development && (command => development.currentScript(command))
    );
    const api = new PowerShellApi(nodes, sessions, nodeBehaviours);
    const server = Fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });
    server.setErrorHandler((error: FastifyError, _, reply) =>
        reply.code(error.statusCode ?? 500).send({ error: { code: error.code ?? 'InternalError', message: error.message } })
    );
    const { signOut } = addSecurity(server);
    addRequestLog(server, options.log);
    addDevelopment(server, development);
    addApi(server, { api, manifests: () => readManifests(options), nodes, workItems: sessions.workItems, nodeBehaviours });
    addStaticFiles(server, moduleName, options);
    const closeStream = addStream(server.server, api);
    try {
        await server.listen({ host: '127.0.0.1', port: options.port });
    } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        throw taken ? new Error(`Port ${options.port} is taken. Choose another: npm start -- --port ${options.port + 1}`) : error;
    }
    return {
        url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
        nodeBehaviours,
        shellsOpen: node => sessions.shellsOpen(node),
        signOut,
        close: async () => {
            closeStream();
            await sessions.closeAll();
            await server.close();
        }
    };
}
