/**
 * An HTTP/2 proxy for a gateway, because Windows Admin Center uses HTTP/2. A working session keeps a request open, and with HTTP/1.1 a browser opens only six
 * connections, however many guests are processed at a time.
 */
import { Agent, request } from 'node:http';
import { createSecureServer, Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { AddressInfo } from 'node:net';
import { selfSigned } from './self-signed';

/** Headers of a single connection, which HTTP/2 doesn't have. */
const ofConnection = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade'];

export interface Front {
    /** https://127.0.0.1:PORT, with a certificate that isn't trusted. */
    readonly url: string;
    /** Maximum number of concurrent requests since it was last set to 0. */
    maxOpen: number;
    close(): Promise<void>;
}

/** @param target http://127.0.0.1:PORT */
export async function startFront(target: string): Promise<Front> {
    const agent = new Agent({ keepAlive: true });
    const { hostname, port } = new URL(target);
    let open = 0;
    const pass = (from: Http2ServerRequest, to: Http2ServerResponse): void => {
        front.maxOpen = Math.max(front.maxOpen, ++open);
        to.on('close', () => open--);
        const headers = Object.fromEntries(Object.entries(from.headers).filter(([name]) => !name.startsWith(':')));
        const passed = request({ agent, hostname, port, method: from.method, path: from.url, headers: { ...headers, host: from.authority } }, answer => {
            to.writeHead(answer.statusCode ?? 502, Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !ofConnection.includes(name))));
            answer.pipe(to);
        });
        passed.on('error', () => to.stream.close());
        // Nobody waits for the answer any longer.
        to.on('close', () => passed.destroy());
        from.pipe(passed);
    };
    const server = createSecureServer(selfSigned(), pass);
    const front: Front = {
        url: '',
        maxOpen: 0,
        close: () =>
            new Promise(resolve => {
                agent.destroy();
                server.close(() => resolve());
            })
    };
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return Object.assign(front, { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
