/**
 * Protects the gateway from other pages in the browser: host names, origins, XSRF token, content types, content policies. The token alone isn't enough,
 * because cookies belong to a host name, so a page on another port of this machine can read it.
 */
import { randomUUID } from 'node:crypto';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Accepts only names of this machine; any other name means that a foreign domain resolves to this machine. */
function isLocalHost(host: string | undefined): boolean {
    return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(host ?? '');
}

/** Whether a page belongs to the gateway: it was loaded from the same name and port. The scheme may differ behind a TLS proxy. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
    return isLocalHost(host) && /^https?:\/\/(.+)$/i.exec(origin ?? '')?.[1].toLowerCase() === host?.toLowerCase();
}

declare module 'fastify' {
    interface FastifyContextConfig {
        /** The media type of a route's bodies; JSON by default. */
        readonly mediaType?: string;
    }
}

/**
 * Inline styles are allowed because the SDK creates style elements at run time and Angular's components contain theirs; scripts only load from the gateway.
 * The shell frames the tool; nothing may frame the shell.
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

interface Refusal {
    readonly status: number;
    readonly code: string;
    readonly message: string;
}

function hasBody({ headers }: FastifyRequest): boolean {
    return headers['transfer-encoding'] !== undefined || !['0', undefined].includes(headers['content-length']);
}

/** Why a request is rejected; null if it is accepted. Uses the route that the router matched, not the spelling of the URL. */
function refusalOf(request: FastifyRequest, token: string): Refusal | null {
    const { host, origin } = request.headers;
    if (!isLocalHost(host)) {
        return { status: 403, code: 'Forbidden', message: 'This gateway answers to 127.0.0.1 and localhost only.' };
    }
    const isUnsafe = !safeMethods.includes(request.method);
    if ((isUnsafe || origin !== undefined) && !isOwnOrigin(origin, host)) {
        return { status: 403, code: 'ForeignOrigin', message: "This gateway answers to its own pages only: the request's Origin is another one." };
    }
    if (isUnsafe && request.headers['x-xsrf-token'] !== token) {
        return { status: 403, code: 'XsrfTokenMissing', message: 'The XSRF token is missing or wrong. Load the page again.' };
    }
    const wanted = request.routeOptions.config?.mediaType ?? 'application/json';
    const type = request.headers['content-type']?.split(';')[0].trim().toLowerCase();
    if (isUnsafe && type !== wanted && (type !== undefined || hasBody(request))) {
        return { status: 415, code: 'UnsupportedMediaType', message: `The body of this request must be ${wanted}.` };
    }
    return null;
}

/** For a server that only serves files: rejects unsafe methods and foreign host names. */
export function addFileSecurity(server: FastifyInstance): void {
    server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) =>
        isLocalHost(request.headers.host) && safeMethods.includes(request.method) ? undefined : reply.code(403).send()
    );
}

/** The gateway's own sign-in, apart from the accounts for its nodes. */
export interface SignOn {
    /**
     * Ends the sign-in: the API answers 401 in the form that the SDK takes for it (`Net.isUnauthorizedLogin`), until the shell's page is opened again, which
     * stands for signing in and brings a new token. What runs on nodes goes on.
     */
    signOut(): void;
}

const signedOutAnswer = { error: { code: 'Unauthorized', message: 'Sign in to Windows Admin Center.', forbidden: 'UnauthorizedLogin' } };

/** The route of the shell's page (`static-files.ts`). */
const shellPage = '/*';

export function addSecurity(server: FastifyInstance): SignOn {
    let token = randomUUID();
    let signedOut = false;
    // No preflight of another origin gets a permission.
    server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
        const { url: route } = request.routeOptions;
        if (signedOut && isLocalHost(request.headers.host)) {
            if (request.url.startsWith('/api/')) {
                return reply.code(401).send(signedOutAnswer);
            }
            if (route === shellPage) {
                signedOut = false;
                token = randomUUID();
            }
        }
        const refusal = refusalOf(request, token);
        if (refusal) {
            const { status, ...error } = refusal;
            return reply.code(status).send({ error });
        }
        return request.method === 'OPTIONS' ? reply.code(204).send() : undefined;
    });
    server.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
        const route = request.routeOptions.url ?? '';
        const framed = route.startsWith('/modules/');
        void reply.headers({ 'content-security-policy': contentPolicy(framed), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
        if (!framed && !route.startsWith('/api') && cookie(request, 'WAC-XSRF') !== token) {
            // Tools built with version 2 of the SDK read the second cookie.
            void reply.header('set-cookie', [`WAC-XSRF=${token}; Path=/; SameSite=Strict`, `XSRF-TOKEN=${token}; Path=/; SameSite=Strict`]);
        }
        return payload;
    });
    return { signOut: () => (signedOut = true) };
}
