/** The routes below /api, and the manifest that a shell loads first. */
import { FastifyInstance } from 'fastify';
import { ApiAnswer } from './api-message';
import { BatchAnswer, BatchPart, readBatch, writeBatch } from './batch';
import { NodeBehaviours } from './behaviour';
import { connectionsOf } from './connections';
import { NodeDirectory } from './node-directory';
import { PowerShellApi } from './powershell-api';
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
    /** Manifests of the installed modules, in their current state. */
    manifests(): readonly object[];
    readonly nodes: NodeDirectory;
    readonly workItems: WorkItemList;
    readonly nodeBehaviours: NodeBehaviours;
}

const notFound = (what: string): ApiAnswer => ({ status: 404, body: { error: { code: 'NotFound', message: `${what}: there is nothing at this address.` } } });

/** Answers one part of a batch. */
async function answerPart(part: BatchPart, api: PowerShellApi, behaviours: NodeBehaviours): Promise<BatchAnswer> {
    const { requestId, malformed } = part;
    switch (behaviours.of(PowerShellApi.nodeOf(part.url) ?? '').batchPart) {
        case 'dropped':
            return { requestId, status: 500, body: { code: 'InternalError' } };
        case 'withoutJson':
            return { requestId, status: 502, body: 'Bad Gateway' };
    }
    return malformed === null
        ? { ...(await api.answer(part)), requestId }
        : { requestId, status: 400, body: { error: { code: 'BadRequest', message: malformed } } };
}

function addBatch(server: FastifyInstance, api: PowerShellApi, behaviours: NodeBehaviours): void {
    server.addContentTypeParser('multipart/mixed', { parseAs: 'string' }, (_, body, done) => done(null, body));
    server.post('/api/batch', { config: { mediaType: 'multipart/mixed' } }, async (request, reply) => {
        const parts = readBatch(request.headers['content-type'] ?? '', String(request.body));
        if (parts.length === 0) {
            return reply.code(400).send({ error: { code: 'BadRequest', message: 'The batch has no readable part.' } });
        }
        // Concurrent; the answer waits for the slowest part.
        const { contentType, text } = writeBatch(await Promise.all(parts.map(part => answerPart(part, api, behaviours))));
        return reply.header('content-type', contentType).send(text);
    });
}

export function addApi(server: FastifyInstance, { api, manifests, nodes, workItems, nodeBehaviours }: ApiParts): void {
    // Fastify would also accept text/plain, which any page may send without a preflight.
    server.removeAllContentTypeParsers();
    // The SDK declares every request as JSON, even one without a body, such as canceling.
    const parseJson = server.getDefaultJsonParser('error', 'error');
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
        if (body === '') {
            done(null, null);
        } else {
            void parseJson(request, String(body), done);
        }
    });
    server.get('/manifest.json', () => ({
        name: 'msft.sme.shell',
        version: '5.0.0',
        gatewayApiVersion: '2.0.0',
        gatewayPlatform: 'Windows',
        modules: manifests()
    }));
    server.get('/api/gateway/status', () => statusAnswer);
    server.get<{ Querystring: { lastMinutes?: string } }>('/api/workitems', request => ({
        value: workItems.since(Number(request.query.lastMinutes ?? dayInMinutes))
    }));
    server.get('/api/NotificationMessage/id', () => ({ id: 0 }));
    server.get('/api/NotificationMessage/stored', () => ({ value: [] }));
    // The shell's data for listing connections and for deciding which of them get the tool.
    server.get('/api/connections', () => ({ value: connectionsOf(nodes) }));
    addBatch(server, api, nodeBehaviours);
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
