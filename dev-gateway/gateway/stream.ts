/** The WebSocket form of the PowerShell API: the same requests, with answers pushed instead of polled. */
import { IncomingMessage, Server } from 'node:http';
import { Duplex } from 'node:stream';
import { RawData, WebSocket, WebSocketServer } from 'ws';
import { PowerShellApi } from './powershell-api';
import { isOwnOrigin } from './security';

const streamPath = /^\/api\/(?:streams|services\/WinStream\/Stream)\/socket\/[^/?]+(?:\?|$)/i;
const streamName = 'SME-PowerShell';

/** States of the outer packet and of the answer in it. */
const data = 2;
const packetError = 3;
const answerState = { completed: 2, data: 3, failed: 4 } as const;
const cancelRequest = 3;

/** Larger than any request of the SDK. */
const maxPayload = 16 * 1024 * 1024;

interface StreamPacket {
    readonly streamName: string;
    readonly data: {
        readonly id: string;
        readonly target: { readonly nodeName: string; readonly headers?: Readonly<Record<string, string>> };
        /** 2 run, 3 cancel */
        readonly requestState: number;
    };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @throws Error with one line about the problem in the packet */
function readPacket(message: RawData): StreamPacket {
    const packet = JSON.parse(String(message)) as unknown;
    if (!isObject(packet) || packet.streamName !== streamName) {
        throw new Error('There is no such stream.');
    }
    const { data: request } = packet;
    if (!isObject(request) || typeof request.id !== 'string' || typeof request.requestState !== 'number') {
        throw new Error('The packet has no request with an id and a state.');
    }
    const { target } = request;
    if (!isObject(target) || typeof target.nodeName !== 'string' || (target.headers !== undefined && !isStrings(target.headers))) {
        throw new Error('The request names no node.');
    }
    return packet as unknown as StreamPacket;
}

function isStrings(value: unknown): boolean {
    return value === null || (isObject(value) && Object.values(value).every(one => typeof one === 'string'));
}

/** One connection, with its requests by the client's ids. */
class StreamConnection {
    private readonly sessions = new Map<string, string>();

    constructor(
        private readonly socket: WebSocket,
        private readonly api: PowerShellApi
    ) {
        socket.on('message', message => {
            this.receive(message).catch((error: Error) => this.send({ streamName, state: packetError, data: { message: error.message } }));
        });
        // An invalid frame, or a client that disappeared, only affects this connection.
        socket.on('error', () => socket.terminate());
    }

    private send(packet: object): void {
        this.socket.send(JSON.stringify(packet), () => undefined);
    }

    private async receive(message: RawData): Promise<void> {
        const packet = readPacket(message);
        if (packet.data.requestState === cancelRequest) {
            await this.ask(packet, 'POST', `pssessions/${this.sessions.get(packet.data.id) ?? ''}/cancel`);
            return;
        }
        await this.run(packet);
    }

    private async run(packet: StreamPacket): Promise<void> {
        const { id } = packet.data;
        let answer = await this.ask(packet, 'POST', 'invokeCommand');
        for (let index = 0; ; index++) {
            const body = answer.body as { readonly sessionId?: string; readonly completed?: string };
            this.sessions.set(id, body.sessionId ?? '');
            const failed = answer.status >= 400;
            const ended = failed || body.completed === 'True';
            const state = failed ? answerState.failed : ended ? answerState.completed : answerState.data;
            const response = failed ? { ...body, statusCode: answer.status } : body;
            this.send({ streamName, state: data, data: { id, state, index, response } });
            if (!ended && this.socket.readyState !== WebSocket.OPEN) {
                await this.ask(packet, 'POST', `pssessions/${body.sessionId ?? ''}/cancel`);
                return;
            }
            if (ended) {
                this.sessions.delete(id);
                return;
            }
            answer = await this.ask(packet, 'GET', `pssessions/${body.sessionId ?? ''}`);
        }
    }

    private ask(packet: StreamPacket, method: string, rest: string): ReturnType<PowerShellApi['answer']> {
        const { target } = packet.data;
        const headers = Object.fromEntries(Object.entries(target.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
        const url = `/api/services/WinREST/PowerShell/nodes/${encodeURIComponent(target.nodeName)}/${rest}`;
        return this.api.answer({ method, url, headers, body: { properties: packet.data } });
    }
}

/**
 * Accepts WebSocket upgrades. Browsers send neither a preflight nor a token for them, so the page's origin decides.
 * @returns a function that closes all connections
 */
export function addStream(server: Server, api: PowerShellApi): () => void {
    const sockets = new WebSocketServer({ noServer: true, maxPayload });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        // A client may drop the connection at any time; without a listener, that would end the process.
        socket.on('error', () => socket.destroy());
        const { host, origin } = request.headers;
        if (!streamPath.test(request.url ?? '') || !isOwnOrigin(origin, host)) {
            socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
            return;
        }
        sockets.handleUpgrade(request, socket, head, one => new StreamConnection(one, api));
    });
    return () => sockets.clients.forEach(one => one.terminate());
}
