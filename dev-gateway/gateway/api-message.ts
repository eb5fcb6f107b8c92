import { Headers } from './credentials';

/** A request for the PowerShell part of the API, alone or as a part of a batch. */
export interface ApiRequest {
    readonly method: string;
    /** Path and query. */
    readonly url: string;
    readonly headers: Headers;
    readonly body: unknown;
}

/** What is answered to it. */
export interface ApiAnswer {
    readonly status: number;
    readonly body: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}
