import { EnteredMachine, MachineConnection, WindowsAnswerer, WindowsCall, WindowsObject } from '../../dev-gateway/windows-call';

/** Counts the calls to an answerer, and the time from each call to its last object. */
export class TimedAnswerer implements WindowsAnswerer {
    public calls = 0;
    /** Milliseconds, summed over all calls; a script makes one call at a time. */
    public busyMs = 0;

    constructor(private readonly inner: WindowsAnswerer) {}

    public async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        const started = performance.now();
        this.calls++;
        try {
            yield* this.inner.answer(call, signal);
        } finally {
            this.busyMs += performance.now() - started;
        }
    }

    public connect(connection: MachineConnection, signal: AbortSignal): Promise<EnteredMachine | void> {
        return this.inner.connect(connection, signal);
    }
}
