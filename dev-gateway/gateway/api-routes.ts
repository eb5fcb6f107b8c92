/** The addresses below /api, and the manifest that a shell starts from. */
import { FastifyInstance } from 'fastify';
import { readBatch, writeBatch } from './batch';
import { NodeDirectory } from './node-directory';
import { ApiAnswer, PowerShellApi } from './powershell-api';
import { WorkItemList } from './work-items';

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

const dayInMinutes = 1440;

export interface ApiParts {
    readonly api: PowerShellApi;
    /** The tool's, as it is now. */
    manifest(): object;
    readonly nodes: NodeDirectory;
    readonly workItems: WorkItemList;
}

const notFound = (what: string): ApiAnswer => ({ status: 404, body: { error: { code: 'NotFound', message: `${what}: there is nothing at this address.` } } });

function addBatch(server: FastifyInstance, api: PowerShellApi): void {
    server.addContentTypeParser(/^multipart\/mixed/, { parseAs: 'string' }, (_, body, done) => done(null, body));
    server.post('/api/batch', async (request, reply) => {
        const parts = readBatch(request.headers['content-type'] ?? '', String(request.body));
        if (parts.length === 0) {
            return reply.code(400).send({ error: { code: 'BadRequest', message: 'The batch has no readable part.' } });
        }
        const answers = await Promise.all(
            parts.map(async part => ({
                ...(part.malformed === null ? await api.answer(part) : { status: 400, body: { error: { code: 'BadRequest', message: part.malformed } } }),
                requestId: part.requestId
            }))
        );
        const { contentType, text } = writeBatch(answers);
        return reply.header('content-type', contentType).send(text);
    });
}

export function addApi(server: FastifyInstance, { api, manifest, nodes, workItems }: ApiParts): void {
    server.get('/manifest.json', () => ({
        name: 'msft.sme.shell',
        version: '5.0.0',
        gatewayApiVersion: '2.0.0',
        gatewayPlatform: 'Windows',
        modules: [manifest()]
    }));
    server.get('/api/gateway/status', () => statusAnswer);
    server.get<{ Querystring: { lastMinutes?: string } }>('/api/workitems', request => ({
        value: workItems.since(Number(request.query.lastMinutes ?? dayInMinutes))
    }));
    server.get('/api/NotificationMessage/id', () => ({ id: 0 }));
    server.get('/api/NotificationMessage/stored', () => ({ value: [] }));
    // What the shell needs to list connections and to decide which of them get the tool.
    server.get('/api/connections', () => ({ value: nodes.nodeNames.map(name => ({ name, inventory: nodes.inventory(name) })) }));
    addBatch(server, api);
    server.route({
        method: ['GET', 'PUT', 'POST', 'DELETE'],
        url: '/api/*',
        handler: async (request, reply) => {
            const answer = PowerShellApi.handles(request.url)
                ? await api.answer({ method: request.method, url: request.url, headers: request.headers, body: request.body })
                : notFound(`${request.method} ${request.url.split('?')[0]}`);
            return reply
                .code(answer.status)
                .headers(answer.headers ?? {})
                .send(answer.body);
        }
    });
}
