/** One command on many hosts: few requests of the gateway, each for a handful of hosts, and an answer for every host that was asked. */
import { PowerShellCommand } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellBatchResponseItem } from '@microsoft/windows-admin-center-sdk/core/data/powershell-batch';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { catchError, concat, defer, EMPTY, from, identity, map, mergeMap, Observable, of, timeout, TimeoutError } from 'rxjs';
import { HostFailure, isUnexplained, toHostFailure, wantsAccount } from './host-failure';
import { ImportError } from './import/field-readers';
import { HostAnswer } from './many-hosts';
import { PowerShellAnswer, rowsOf } from './powershell-answers';

export interface BatchLimits {
    /** Hosts in one request: its answer waits for the slowest of them. */
    readonly hostsInOne: number;
    /** Requests at a time. */
    readonly requests: number;
    /** How long a request may bring nothing new, in milliseconds. */
    readonly silenceMs: number;
}

export const usualLimits: BatchLimits = { hostsInOne: 8, requests: 5, silenceMs: 120_000 };

/** An answer of one host inside a batch, with the gateway's word for the end of a command. */
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

/** A part's own failure, in the form that whole requests fail in. */
function failureOfPart({ status, error, errors, properties }: PowerShellBatchResponseItem): HostFailure {
    const { exception } = (properties ?? {}) as BatchProperties;
    return toHostFailure({ status, message: '', xhr: { response: error ? { error } : { errors, exception } } });
}

const failed = (hostName: string, failure: HostFailure): HostAnswer<never> => ({ hostName, kind: 'failed', failure });

/** Rows of one host; what no importer takes costs only itself. */
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
     * @param alone runs the command on one host without a batch; with `prompts`, the SDK asks the administrator for an account where the host wants one
     * @param toRow throws an `ImportError` for a row that is none
     */
    constructor(
        private readonly powerShell: PowerShellConnection,
        private readonly command: PowerShellCommand,
        private readonly alone: (hostName: string, prompts: boolean) => Observable<readonly unknown[]>,
        private readonly toRow: (row: unknown) => Row,
        private readonly limits: BatchLimits = usualLimits
    ) {}

    /**
     * Asks hosts; unsubscribing sends no more.
     * @param mayPrompt whether the one host that wants an account, where there is no other, is asked once more by itself: the SDK prompts only then. Of
     * several, none is: nobody wants a row of prompts that he did not ask for.
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
            // Without a key the SDK closes the sessions after the command.
            const session = this.powerShell.createBatchSession([...names]);
            const answers = this.powerShell.runBatchSingleCommand(session, this.command, { partial: true }).pipe(
                timeout({ each: this.limits.silenceMs }),
                mergeMap(items => items.flatMap(item => this.read(item, open)))
            );
            // The SDK leaves out parts that it does not understand, and gives up the whole batch for one that has no JSON.
            const lost = defer(() => from([...open.values()]).pipe(mergeMap(({ hostName }) => this.askAlone(hostName, false))));
            return concat(answers.pipe(catchError(() => EMPTY)), lost);
        });
    }

    /** @param open hosts without their last answer yet, by name in lower case */
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
        // Without a reason and a row it stays open, and is asked alone, in a new session: this one may have been kept too long.
        const fail = (failure: HostFailure): HostAnswer<Row>[] => (isUnexplained(failure) && !host.hasRows ? [] : end(failed(host.hostName, failure)));
        if (item.error || item.errors) {
            return fail(failureOfPart(item));
        }
        // The SDK leaves a part out that has a failing status and nothing but an exception: it is asked alone. With any other status it comes here.
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

    /** A host of whose answer nothing came, or that wants an account: what it says by itself is its answer, whatever that is. */
    private askAlone(hostName: string, prompts: boolean): Observable<HostAnswer<Row>> {
        const rows = this.alone(hostName, prompts).pipe(map(found => taken(hostName, found, this.toRow)));
        return concat(rows, of<HostAnswer<Row>>({ hostName, kind: 'done' })).pipe(
            // An administrator takes his time.
            prompts ? identity : timeout({ each: this.limits.silenceMs }),
            catchError((error: unknown) => of(failed(hostName, error instanceof TimeoutError ? { code: 'noAnswer', raw: '' } : toHostFailure(error))))
        );
    }
}
