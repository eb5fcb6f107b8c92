/** POST /api/batch: several requests in one, in the multipart form that the SDK writes and reads. */
import { randomUUID } from 'node:crypto';
import { ApiAnswer, ApiRequest } from './api-message';

/** One request of a batch; `malformed` says why its body could not be read. */
export interface BatchPart extends ApiRequest {
    readonly requestId: string;
    readonly malformed: string | null;
}

/** The answer to one request of a batch. A text as body is none of JSON. */
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

/** The parts of a batch; what is no request at all is left out. */
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
 * The answer's content type and text. The first line is the boundary, JSON stands on one line, lines end with CRLF.
 * A part without a body gets an empty object: the SDK gives up the whole batch where a failed part has no JSON.
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
