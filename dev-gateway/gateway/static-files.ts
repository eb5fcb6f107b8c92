/** Serves the shell's page, the extension's bundle, and the SDK's styles and fonts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { installedPage } from './installed-page';
import { pseudoStrings } from './pseudo-language';
import { cookie } from './security';

/** Strings of the SDK's default language. */
const englishStrings = 'assets/strings/strings.json';

const types: Readonly<Record<string, string>> = {
    '.js': 'text/javascript; charset=utf-8',
    '.html': 'text/html; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.woff': 'font/woff',
    '.txt': 'text/plain; charset=utf-8'
};

/** A file in a folder; null for any path outside it. */
function fileInside(folder: string, path: string): string | null {
    const file = normalize(join(folder, decodeURIComponent(path)));
    return file.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile() ? file : null;
}

function send(reply: FastifyReply, file: string): FastifyReply {
    return reply.type(types[extname(file)] ?? 'application/octet-stream').send(readFileSync(file));
}

export interface StaticFolders {
    /** Read for each request, because the development gateway may switch to another one. */
    readonly bundle: string;
    /** index.html and shell.css; shell.js is in memory. */
    readonly shell: string;
    readonly shellScript: string;
    /** fonts.css and fonts/; null if they couldn't be fetched. */
    readonly styles: string | null;
}

export function addStaticFiles(server: FastifyInstance, moduleName: string, folders: StaticFolders): void {
    const base = `/modules/${moduleName}/`;
    server.get('/modules/*', (request, reply) => {
        const path = request.url.split('?')[0];
        const wanted = path.startsWith(base) ? path.slice(base.length) : null;
        const file = wanted === null ? null : fileInside(folders.bundle, wanted === '' ? 'index.html' : wanted);
        const pseudo = file && wanted === englishStrings ? pseudoStrings(readFileSync(file, 'utf8'), cookie(request, 'language')) : null;
        if (pseudo !== null) {
            return reply.type(types['.json']).send(pseudo);
        }
        if (file && !file.endsWith('index.html')) {
            return send(reply, file);
        }
        if (wanted === null || (extname(wanted) !== '' && !wanted.endsWith('index.html'))) {
            return reply.code(404).send({ error: { code: 'NotFound', message: 'There is no such file.' } });
        }
        // Any other path is a route of the tool.
        return reply.type(types['.html']).send(installedPage(readFileSync(join(folders.bundle, 'index.html'), 'utf8'), moduleName));
    });
    server.get('/styles/*', (request, reply) => {
        const file = folders.styles ? fileInside(folders.styles, request.url.split('?')[0].slice('/styles/'.length)) : null;
        return file ? send(reply, file) : reply.code(404).send({ error: { code: 'NotFound', message: 'There is no such file.' } });
    });
    server.get('/shell.js', (_, reply) => reply.type(types['.js']).send(folders.shellScript));
    server.get('/shell.css', (_, reply) => send(reply, join(folders.shell, 'shell.css')));
    server.get('/favicon.ico', (_, reply) => reply.code(204).send());
    // Any other URL is a route of the shell: /HOST/guests?...
    server.get('/*', (_, reply) => send(reply, join(folders.shell, 'index.html')));
}

/**
 * Serves the bundle at the root of its own origin, for side-loading: a page of another origin loads it without credentials. The page keeps its base, which is
 * the root.
 */
export function addSideLoadFiles(server: FastifyInstance, bundle: string): void {
    server.addHook('onRequest', async (_: FastifyRequest, reply: FastifyReply) => {
        void reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
    });
    server.get('/*', (request, reply) => {
        const wanted = request.url.split('?')[0].slice(1);
        const file = fileInside(bundle, wanted) ?? (extname(wanted) === '' ? join(bundle, 'index.html') : null);
        return file ? send(reply, file) : reply.code(404).send({ error: { code: 'NotFound', message: 'There is no such file.' } });
    });
}
