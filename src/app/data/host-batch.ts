/** Runs one command on many hosts: in few gateway requests for several hosts each, with an answer for every host. */
import { PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellBatchResponseItem } from '@microsoft/windows-admin-center-sdk/core/data/powershell-batch';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { catchError, concat, defer, EMPTY, from, identity, map, mergeMap, Observable, of, timeout, TimeoutError } from 'rxjs';
import { HostFailure, isUnexplained, toHostFailure, wantsAccount } from './host-failure';
import { ImportError } from './import/field-readers';
import { HostAnswer } from './many-hosts';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

export interface BatchLimits {
    /** Hosts for each request. A request takes as long as its slowest host. */
    readonly hostsInOne: number;
    /** Maximum number of concurrent requests. */
    readonly requests: number;
    /** Milliseconds without news after which a request times out. */
    readonly silenceMs: number;
}

export const defaultLimits: BatchLimits = { hostsInOne: 8, requests: 5, silenceMs: 120_000 };

/** One host's answer in a batch. `completed` is the gateway's mark for the end of a command. */
interface BatchProperties extends PowerShellAnswer {
    readonly completed?: string;
}

interface OpenHost {
    readonly hostName: string;
    hasRows: boolean;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
}

/** Converts a part's failure to the form of a whole request's failure. */
function failureOfPart({ status, error, errors, properties }: PowerShellBatchResponseItem): HostFailure {
    const { exception } = (properties ?? {}) as BatchProperties;
    return toHostFailure({ status, message: '', xhr: { response: error ? { error } : { errors, exception } } });
}

const failed = (hostName: string, failure: HostFailure): HostAnswer<never> => ({ hostName, kind: 'failed', failure });

/** Imports one host's rows; an invalid row doesn't affect the others. */
function taken<Row>(hostName: string, rows: readonly unknown[], toRow: (row: unknown) => Row): HostAnswer<Row> {
    const taken: Row[] = [];
    const problems: string[] = [];
    for (const row of rows) {
        try {
            taken.push(toRow(row));
        } catch (error) {
            if (!(error instanceof ImportError)) {
                throw error;
            }
            problems.push(error.message);
        }
    }
    return { hostName, kind: 'rows', rows: taken, problems };
}

export class HostBatch<Row> {
    /**
     * @param alone runs the command on one host without a batch; with `prompts`, the SDK may prompt for an account
     * @param toRow throws an `ImportError` for an invalid row
     */
    constructor(
        private readonly powerShell: PowerShellConnection,
        private readonly command: PowerShellCommand,
        private readonly alone: (hostName: string, prompts: boolean) => Observable<readonly unknown[]>,
        private readonly toRow: (row: unknown) => Row,
        private readonly limits: BatchLimits = defaultLimits
    ) {}

    /**
     * Runs the command on the hosts; unsubscribing sends no further requests.
     * @param mayPrompt whether to retry the host with a prompt if it is the only one that needs an account: the SDK prompts only for single requests. With
     * several such hosts none is retried, because nobody wants a series of prompts that they didn't start.
     */
    public ask(hostNames: readonly string[], mayPrompt: (hostName: string) => boolean): Observable<HostAnswer<Row>> {
        return defer(() => {
            let held: HostAnswer<Row> | null = null;
            let several = false;
            const answers = from(chunks(hostNames, this.limits.hostsInOne)).pipe(
                mergeMap(names => this.askTogether(names), this.limits.requests),
                mergeMap((answer): HostAnswer<Row>[] => {
                    if (several || answer.kind !== 'failed' || !wantsAccount(answer.failure)) {
                        return [answer];
                    }
                    if (held === null) {
                        held = answer;
                        return [];
                    }
                    several = true;
                    const first = held;
                    held = null;
                    return [first, answer];
                })
            );
            return concat(
                answers,
                defer(() => (held === null ? EMPTY : mayPrompt(held.hostName) ? this.askAlone(held.hostName, true) : of(held)))
            );
        });
    }

    private askTogether(names: readonly string[]): Observable<HostAnswer<Row>> {
        return defer(() => {
            const open = new Map(names.map(hostName => [hostName.toLowerCase(), { hostName, hasRows: false }]));
            // Without a key, the SDK closes the sessions after the command.
            const session = this.powerShell.createBatchSession([...names]);
            const answers = this.powerShell.runBatchSingleCommand(session, this.command, { partial: true }).pipe(
                timeout({ each: this.limits.silenceMs }),
                mergeMap(items => items.flatMap(item => this.read(item, open)))
            );
            // The SDK drops parts that it doesn't understand, and fails the whole batch if one part isn't JSON.
            const lost = defer(() => from([...open.values()]).pipe(mergeMap(({ hostName }) => this.askAlone(hostName, false))));
            return concat(answers.pipe(catchError(() => EMPTY)), lost);
        });
    }

    /** @param open hosts whose last answer hasn't arrived, by name in lower case */
    private read(item: PowerShellBatchResponseItem, open: Map<string, OpenHost>): HostAnswer<Row>[] {
        const key = item.nodeName.toLowerCase();
        const host = open.get(key);
        if (host === undefined) {
            return [];
        }
        const end = (last: HostAnswer<Row>): HostAnswer<Row>[] => {
            open.delete(key);
            return [last];
        };
        // Without a reason and without rows, retry the host alone in a new session, because the gateway may have kept this one too long.
        const fail = (failure: HostFailure): HostAnswer<Row>[] => (isUnexplained(failure) && !host.hasRows ? [] : end(failed(host.hostName, failure)));
        if (item.error || item.errors) {
            return fail(failureOfPart(item));
        }
        // The SDK drops a part with a failing status and only an exception; that host is retried alone. With any other status the part arrives here.
        const properties = (item.properties ?? {}) as BatchProperties;
        try {
            const rows = rowsOf(properties);
            host.hasRows ||= rows.length > 0;
            const ended = properties.completed?.toLowerCase() === 'true';
            return [...(rows.length > 0 ? [taken(host.hostName, rows, this.toRow)] : []), ...(ended ? end({ hostName: host.hostName, kind: 'done' }) : [])];
        } catch (error) {
            return fail(toHostFailure(error));
        }
    }

    /** Runs the command on one host that hasn't answered or that needs an account. Its result is final. */
    private askAlone(hostName: string, prompts: boolean): Observable<HostAnswer<Row>> {
        const rows = this.alone(hostName, prompts).pipe(map(found => taken(hostName, found, this.toRow)));
        return concat(rows, of<HostAnswer<Row>>({ hostName, kind: 'done' })).pipe(
            // No timeout while the administrator types.
            prompts ? identity : timeout({ each: this.limits.silenceMs }),
            catchError((error: unknown) => of(failed(hostName, error instanceof TimeoutError ? { code: 'noAnswer', raw: '' } : toHostFailure(error))))
        );
    }
}
