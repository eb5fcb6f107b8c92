/** Which scripts ran on which hosts, and when: the host's log is to be read once a host, after the rows of its guests. */
import { setTimeout as delay } from 'node:timers/promises';
import { Run, RunEvent, RunRequest } from '../../dev-gateway/powershell/engine-api';

interface Call {
    /** In lower case, since names of nodes are case-insensitive. */
    readonly node: string;
    /** The script's name in lower case; empty for commands of the SDK. */
    readonly script: string;
    /** Milliseconds of `performance`; `endedAt` is Infinity until it has ended. */
    readonly startedAt: number;
    endedAt: number;
}

const guests = 'get-avmaguest';
const events = 'get-avmaevent';
const patience = 120_000;

export class CallLog {
    private calls: Call[] = [];

    public clear(): void {
        this.calls = [];
    }

    /** Notes when a run begins and ends. */
    public watch(node: string, request: RunRequest, run: Run): Run {
        const script = 'script' in request ? scriptName(request.script) : request.command;
        const call = { node: node.toLowerCase(), script: script.toLowerCase(), startedAt: performance.now(), endedAt: Infinity };
        this.calls.push(call);
        async function* events(): AsyncIterable<RunEvent> {
            try {
                yield* run.events;
            } finally {
                call.endedAt = performance.now();
            }
        }
        return { events: events(), cancel: () => run.cancel() };
    }

    /** Waits until the logs of this many hosts were read. @throws Error if that takes too long */
    public async logsRead(count: number): Promise<void> {
        const until = performance.now() + patience;
        while (this.of(events).filter(({ endedAt }) => endedAt < Infinity).length < count) {
            if (performance.now() > until) {
                throw new Error(`Of ${count} logs, ${this.of(events).length} were read.`);
            }
            await delay(50);
        }
    }

    /** Prints how often the logs were read. @returns whether that was as often as hosts were opened, and after the rows of their guests */
    public check(openings: number): boolean {
        const logs = this.of(events);
        const early = logs.filter(log =>
            this.of(guests).some(({ node, startedAt, endedAt }) => node === log.node && startedAt < log.startedAt && log.startedAt < endedAt)
        );
        const hosts = new Set(logs.map(({ node }) => node)).size;
        console.log(
            `logs of hosts: ${logs.length} calls for ${openings} openings of ${hosts} hosts (one each), ${early.length} before the rows of the guests (none)`
        );
        return logs.length === openings && early.length === 0;
    }

    private of(script: string): Call[] {
        return this.calls.filter(one => one.script === script);
    }
}

/** The name in the text of a script of the tool, as the SDK's wrapper has it. */
export const scriptName = (script: string): string => /##([\w-]+)##/.exec(script)?.[1] ?? '';
