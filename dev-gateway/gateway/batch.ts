/** POST /api/batch: several requests in one, in the SDK's multipart format. */
import { randomUUID } from 'node:crypto';
import { ApiAnswer, ApiRequest } from './api-message';

/** One request of a batch; `malformed` contains the problem if its body couldn't be parsed. */
export interface BatchPart extends ApiRequest {
    readonly requestId: string;
    readonly malformed: string | null;
}

/** The answer to one request of a batch. A string as body isn't sent as JSON. */
export interface BatchAnswer extends ApiAnswer {
    readonly requestId: string;
}

function readBody(part: string): { readonly body: unknown; readonly malformed: string | null } {
    const text = /^\{.*\}(?=\r?$)/m.exec(part)?.[0];
    try {
        return { body: text ? (JSON.parse(text) as unknown) : null, malformed: null };
    } catch (error) {
        return { body: null, malformed: (error as Error).message };
    }
}

/** The parts of a batch; drops parts that aren't requests. */
export function readBatch(contentType: string, text: string): BatchPart[] {
    const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
    if (!boundary) {
        return [];
    }
    return text.split(`--${boundary}`).flatMap((part): BatchPart[] => {
        const request = /^(GET|PUT|POST|PATCH|DELETE) (\S+) HTTP\/1\.1\r?$/m.exec(part);
        const requestId = /^request-id: (\S+)\r?$/im.exec(part)?.[1];
        if (!request || !requestId) {
            return [];
        }
        const headers = Object.fromEntries([...part.matchAll(/^([\w-]+): (.*?)\r?$/gm)].map(match => [match[1].toLowerCase(), match[2]]));
        return [{ method: request[1], url: request[2], headers, requestId, ...readBody(part) }];
    });
}

/**
 * Content type and text of the answer. The first line is the boundary, JSON takes one line, and lines end with CRLF. A part without a body gets an empty
 * object, because the SDK fails the whole batch if a failed part has no JSON.
 */
export function writeBatch(answers: readonly BatchAnswer[]): { readonly contentType: string; readonly text: string } {
    const boundary = randomUUID();
    const parts = answers.map(answer =>
        [
            `--${boundary}`,
            'Content-Type: application/http; msgtype=response',
            '',
            `HTTP/1.1 ${answer.status} ${answer.status < 400 ? 'OK' : 'Error'}`,
            `request-id: ${answer.requestId}`,
            `Content-Type: ${typeof answer.body === 'string' ? 'text/plain' : 'application/json'}; charset=utf-8`,
            '',
            typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}),
            ''
        ].join('\r\n')
    );
    return { contentType: `multipart/mixed; boundary=${boundary}`, text: `${parts.join('')}--${boundary}--\r\n` };
}
