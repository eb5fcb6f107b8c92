import { Headers } from './credentials';

/** A request to the PowerShell part of the API, alone or as part of a batch. */
export interface ApiRequest {
    readonly method: string;
    /** Path and query. */
    readonly url: string;
    readonly headers: Headers;
    readonly body: unknown;
}

/** The answer to a request. */
export interface ApiAnswer {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}
