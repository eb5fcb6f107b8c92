import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Logs one line for each answered API request. Contains only its path: queries, headers and bodies can contain secrets. */
export function addRequestLog(server: FastifyInstance, log: ((line: string) => void) | undefined): void {
    if (log) {
        server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
            if (request.routeOptions.url?.startsWith('/api')) {
                log(`${request.method} ${request.url.split('?')[0]} ${reply.statusCode} ${Math.round(reply.getResponseTime())} ms`);
            }
        });
    }
}
