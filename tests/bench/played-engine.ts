/**
 * An engine that applies keys once for real, and afterwards replays the recording with the same timing, because sixteen PowerShell processes on a small
 * machine would measure its processors. Replayed are opening a session, including the generation of its key, and commands that enter a guest. The returned
 * key is real and different for each session, and nothing is replayed unless the account was encrypted with it.
 */
import { Engine, EngineSession, Run, RunEvent, RunRequest, ScriptUsage, SessionOptions } from '../../dev-gateway/powershell/engine-api';
import { NodeKey } from './key-ring';
import { lengthOf, played, record, recorded, Recording } from './recording';

const handshake = '##Get-EncryptionJWKOnNode##';
/** The commands of a run that enter a guest: installs the key, then reads the guest for the table. */
const entering = ['Install-AvmaKey', 'Get-AvmaActivation'] as const;
type Entering = (typeof entering)[number];
/** Generating a key takes varying time, so the median of this many is replayed. */
const handshakes = 7;

export interface PlayedOptions {
    /** Returns a key for each session. */
    readonly nextKey: () => NodeKey;
    /** User name and password that the guests accept. */
    readonly account: { readonly user: string; readonly password: string };
    /** Guests of one kind produce the same output. */
    readonly kindOf: (vmId: string) => string;
}

/** A parameter in the text of a script, in the SDK's format. */
function parameter(script: string, name: string): string {
    const found = new RegExp(`-${name} \\(cvt '("[^']*")'\\)`).exec(script);
    if (!found) {
        throw new Error(`A guest is to be entered without -${name}.`);
    }
    return JSON.parse(found[1]) as string;
}

const enteringWith = (script: string): Entering | null => entering.find(command => script.includes(`##${command}##`)) ?? null;

export class PlayedEngine implements Engine {
    /** False: runs everything for real, and records commands that enter a guest. */
    public playing = false;
    /** Maximum number of concurrent guests since it was last set to 0. */
    public peakConcurrency = 0;
    private atOnce = 0;
    /** By command and kind of guest. */
    private readonly recordings = new Map<string, Recording>();
    private handshakeScript: string | null = null;
    private handshakeRecording: Recording = [];

    constructor(
        private readonly inner: Engine,
        private readonly options: PlayedOptions
    ) {}

    /** Milliseconds of a command in a guest of this kind, in a session that has its key. @throws Error if it never ran */
    public pace(command: Entering, kind: string): number {
        return lengthOf(this.recordingOf(command, kind));
    }

    /** Milliseconds from the start of Install-AvmaKey until a guest of this kind has accepted the account. @throws Error if it never did */
    public signInMs(kind: string): number {
        const signedIn = this.recordingOf('Install-AvmaKey', kind).find(
            ({ event }) => event.kind === 'output' && typeof event.value === 'object' && event.value !== null && 'signedIn' in event.value
        );
        if (!signedIn) {
            throw new Error(`A guest that is "${kind}" never said that it accepted the account.`);
        }
        return signedIn.at;
    }

    /** Milliseconds from opening a session until its key exists. */
    public get handshakeMs(): number {
        return lengthOf(this.handshakeRecording);
    }

    /** Opens sessions like an earlier run, to measure how long that takes. */
    public async recordHandshake(options: SessionOptions): Promise<void> {
        const { handshakeScript } = this;
        if (handshakeScript === null) {
            throw new Error('Nobody has asked for a key.');
        }
        const recordings: Recording[] = [];
        for (let round = 0; round < handshakes; round++) {
            const started = performance.now();
            const session = await this.inner.openSession(options);
            recordings.push(await record(session, { script: handshakeScript }, started));
            await session.close();
        }
        recordings.sort((one, other) => lengthOf(one) - lengthOf(other));
        this.handshakeRecording = recordings[Math.floor(handshakes / 2)];
    }

    public async openSession(options: SessionOptions): Promise<EngineSession> {
        const key = this.options.nextKey();
        let real: Promise<EngineSession> | null = null;
        const opened = (): Promise<EngineSession> => (real ??= this.inner.openSession(options));
        if (!this.playing) {
            await opened();
        }
        return {
            run: (request: RunRequest, runOptions?: { timeoutMs?: number }): Run => {
                const script = 'script' in request ? request.script : '';
                const run = this.playing ? this.play(script, key) : null;
                return (
                    run ??
                    this.watch(
                        script,
                        later(async () => (await opened()).run(request, runOptions))
                    )
                );
            },
            close: async () => (await real)?.close()
        };
    }

    public inspect(script: string): Promise<ScriptUsage> {
        return this.inner.inspect(script);
    }

    public close(): Promise<void> {
        return this.inner.close();
    }

    private recordingOf(command: Entering, kind: string): Recording {
        const recording = this.recordings.get(`${command} ${kind}`);
        if (!recording) {
            throw new Error(`${command} was never run for a guest that is "${kind}".`);
        }
        return recording;
    }

    /** Records a real run. */
    private watch(script: string, run: Run): Run {
        if (script.includes(handshake)) {
            this.handshakeScript = script;
        }
        const command = enteringWith(script);
        if (command === null) {
            return run;
        }
        const kind = this.options.kindOf(parameter(script, 'vmId'));
        const { run: watched, recording } = recorded(run);
        this.recordings.set(`${command} ${kind}`, recording);
        return watched;
    }

    /** Null for commands that run for real. */
    private play(script: string, key: NodeKey): Run | null {
        if (script.includes(handshake)) {
            return played(this.handshakeRecording, { change: () => key.jwk });
        }
        const command = enteringWith(script);
        return command && this.counted(this.playEntering(command, script, key));
    }

    private playEntering(command: Entering, script: string, key: NodeKey): Run {
        const { user, password } = this.options.account;
        if (key.open(parameter(script, 'account')) !== `${user}\0${password}`) {
            throw new Error(`${command} came with another account.`);
        }
        const vmId = parameter(script, 'vmId');
        return played(this.recordingOf(command, this.options.kindOf(vmId)), { change: row => ({ ...(row as object), vmId }) });
    }

    private counted({ events, cancel }: Run): Run {
        const count = (by: number): void => {
            this.atOnce += by;
            this.peakConcurrency = Math.max(this.peakConcurrency, this.atOnce);
        };
        async function* counting(): AsyncIterable<RunEvent> {
            count(1);
            try {
                yield* events;
            } finally {
                count(-1);
            }
        }
        return { events: counting(), cancel };
    }
}

/** A run in a session that is still opening. */
function later(begin: () => Promise<Run>): Run {
    const begun = begin();
    async function* events(): AsyncIterable<RunEvent> {
        yield* (await begun).events;
    }
    return { events: events(), cancel: () => void begun.then(run => run.cancel()) };
}
