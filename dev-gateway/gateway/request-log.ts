import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** One line for each answered request to the API. Only its path is named: queries, headers and bodies can hold secrets. */
export function addRequestLog(server: FastifyInstance, log: ((line: string) => void) | undefined): void {
    if (log) {
        server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
            if (request.routeOptions.url?.startsWith('/api')) {
                log(`${request.method} ${request.url.split('?')[0]} ${reply.statusCode} ${Math.round(reply.getResponseTime())} ms`);
            }
        });
    }
}
