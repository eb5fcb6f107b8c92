/** The development gateway: what Windows Admin Center's gateway answers, over simulated or real nodes. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddressInfo } from 'node:net';
import Fastify, { FastifyInstance } from 'fastify';
import { Engine } from '../powershell/engine-api';
import { readBatch, writeBatch } from './batch';
import { NodeDirectory } from './node-directory';
import { PowerShellApi } from './powershell-api';
import { PowerShellSessions } from './powershell-sessions';
import { addSecurity } from './security';
import { addStaticFiles } from './static-files';

export interface GatewayOptions {
    readonly engine: Engine;
    readonly nodes: NodeDirectory;
    /** 0 takes any free port. */
    readonly port: number;
    readonly bundle: string;
    readonly shell: string;
    readonly shellScript: string;
    readonly styles: string | null;
    readonly powerShellModule: string;
}

export interface Gateway {
    /** http://127.0.0.1:PORT */
    readonly url: string;
    close(): Promise<void>;
}

const statusAnswer = {
    name: 'development',
    machineName: 'DEVGATEWAY',
    fullyQualifiedDNSName: 'devgateway',
    addressList: [],
    gatewayMode: 'Desktop',
    gatewayVersion: '2.0.0',
    gatewayDisplayVersion: 'Development',
    gatewayOperationalMode: 'Development',
    isGatewayProcessElevated: true,
    jwk: null,
    installationType: 'Standard',
    allowedHostOrigins: []
};

function readManifest(bundle: string): { readonly name: string } {
    const file = join(bundle, 'manifest.json');
    if (!existsSync(file)) {
        throw new Error(`There is no extension in ${bundle}. Run: npm run build`);
    }
    return JSON.parse(readFileSync(file, 'utf8')) as { name: string };
}

function addApi(server: FastifyInstance, options: GatewayOptions, api: PowerShellApi, manifest: object): void {
    server.addContentTypeParser(/^multipart\/mixed/, { parseAs: 'string' }, (_, body, done) => done(null, body));
    server.get('/api/gateway/status', () => statusAnswer);
    server.get('/api/workitems', () => ({ value: [] }));
    server.get('/manifest.json', () => ({ name: 'msft.sme.shell', version: '5.0.0', gatewayApiVersion: '2.0.0', gatewayPlatform: 'Windows', modules: [manifest] }));
    // What the shell needs to list connections and to decide which of them get the tool.
    server.get('/api/connections', () => ({ value: options.nodes.nodeNames.map(name => ({ name, inventory: options.nodes.inventory(name) })) }));
    server.post('/api/batch', async (request, reply) => {
        const parts = readBatch(request.headers['content-type'] ?? '', String(request.body));
        const answers = await Promise.all(parts.map(async part => ({ ...(await api.answer(part)), requestId: part.requestId })));
        const { contentType, text } = writeBatch(answers);
        return reply.header('content-type', contentType).send(text);
    });
    server.route({
        method: ['GET', 'PUT', 'POST', 'DELETE'],
        url: '/api/*',
        handler: async (request, reply) => {
            if (!PowerShellApi.handles(request.url)) {
                return reply.code(404).send({ error: { code: 'NotFound', message: `${request.method} ${request.url.split('?')[0]}` } });
            }
            const answer = await api.answer({ method: request.method, url: request.url, headers: request.headers, body: request.body });
            return reply.code(answer.status).headers(answer.headers ?? {}).send(answer.body);
        }
    });
}

/** @throws Error with one line: the port is taken, the bundle is missing */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
    const manifest = readManifest(options.bundle);
    const sessions = new PowerShellSessions(options.engine, options.nodes, options.powerShellModule);
    const server = Fastify({ bodyLimit: 16 * 1024 * 1024, forceCloseConnections: true });
    addSecurity(server);
    addApi(server, options, new PowerShellApi(options.nodes, sessions), manifest);
    addStaticFiles(server, { ...options, moduleName: manifest.name });
    try {
        await server.listen({ host: '127.0.0.1', port: options.port });
    } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        throw taken ? new Error(`Port ${options.port} is taken. Choose another: npm start -- --port ${options.port + 1}`) : error;
    }
    return {
        url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
        close: async () => {
            sessions.closeAll();
            await server.close();
        }
    };
}
