/** What keeps other pages of the browser from using the gateway: host names, origins, the XSRF token, content policies. */
import { randomUUID } from 'node:crypto';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Only names of this machine: another one means that somebody has pointed his domain here. */
export function isLocalHost(host: string | undefined): boolean {
    return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? '');
}

/** Pages of this machine: a tool under development may be served from another port. */
export function isLocalOrigin(origin: string): boolean {
    return /^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/i.test(origin);
}

/**
 * The SDK builds style elements at run time and Angular's components carry theirs, hence inline styles; scripts come from here only.
 * The tool is framed by the shell, the shell by nobody.
 */
function contentPolicy(framed: boolean): string {
    return [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        `frame-ancestors ${framed ? "'self'" : "'none'"}`
    ].join('; ');
}

export function cookie(request: FastifyRequest, name: string): string | undefined {
    return new RegExp(`(?:^|;\\s*)${name}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
}

function crossOrigin(request: FastifyRequest, reply: FastifyReply): void {
    const origin = request.headers.origin;
    if (origin && isLocalOrigin(origin)) {
        void reply.headers({
            'access-control-allow-origin': origin,
            'access-control-allow-credentials': 'true',
            'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE',
            'access-control-allow-headers': String(request.headers['access-control-request-headers'] ?? ''),
            'access-control-expose-headers': 'x-ms-sme-jea-endpoint',
            vary: 'Origin'
        });
    }
}

export function addSecurity(server: FastifyInstance): void {
    const token = randomUUID();
    server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
        if (!isLocalHost(request.headers.host)) {
            return reply.code(403).send({ error: { code: 'Forbidden', message: 'This gateway answers to 127.0.0.1 and localhost only.' } });
        }
        crossOrigin(request, reply);
        if (request.method === 'OPTIONS') {
            return reply.code(204).send();
        }
        const tokenMissing = request.headers['x-xsrf-token'] !== token;
        if (request.url.startsWith('/api') && !safeMethods.includes(request.method) && tokenMissing) {
            return reply.code(403).send({ error: { code: 'XsrfTokenMissing', message: 'The XSRF token is missing or wrong. Load the page again.' } });
        }
        return undefined;
    });
    server.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
        const framed = request.url.startsWith('/modules/');
        void reply.headers({ 'content-security-policy': contentPolicy(framed), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
        if (!framed && !request.url.startsWith('/api') && cookie(request, 'WAC-XSRF') !== token) {
            // The second one is what tools built with the SDK's version 2 read.
            void reply.header('set-cookie', [`WAC-XSRF=${token}; Path=/; SameSite=Strict`, `XSRF-TOKEN=${token}; Path=/; SameSite=Strict`]);
        }
        return payload;
    });
}
