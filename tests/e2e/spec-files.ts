/**
 * What the tests of one spec file share. A worker goes from file to file with one browser and one engine, both warm: PowerShell is compiled while it
 * runs, which costs seconds of every new process.
 */
import { Engine } from '../../dev-gateway/powershell/engine-api';

/** Things that are made once for a file, and ended when the next file begins. */
export class Shared {
    private readonly made = new Map<string, unknown>();
    private readonly ends: Array<() => unknown> = [];

    /** @param engine outlives the file, whoever closes it */
    constructor(
        public readonly file: string,
        public readonly engine: Engine
    ) {}

    /** The same for all tests of the file. @param end gets what was made, after whatever was made later has ended */
    public once<T>(name: string, make: () => T, end?: (made: Awaited<T>) => unknown): T {
        if (!this.made.has(name)) {
            const made = make();
            this.made.set(name, made);
            this.ends.unshift(async () => end?.(await made));
        }
        return this.made.get(name) as T;
    }

    public async end(): Promise<void> {
        for (const end of this.ends) {
            await end();
        }
    }
}

/** The files that a worker runs, one after the other. */
export class SpecFiles {
    private current: Shared | null = null;
    private readonly kept: Engine;

    constructor(engine: Engine) {
        this.kept = { openSession: options => engine.openSession(options), inspect: script => engine.inspect(script), close: () => Promise.resolve() };
    }

    public async of(file: string): Promise<Shared> {
        if (this.current?.file !== file) {
            await this.end();
            this.current = new Shared(file, this.kept);
        }
        return this.current;
    }

    public async end(): Promise<void> {
        await this.current?.end();
        this.current = null;
    }
}
