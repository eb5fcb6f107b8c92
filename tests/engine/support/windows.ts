/** A Windows whose commands a spec answers, with a record of all calls. */
import {
    CimObject,
    CimPropertyValue,
    MachineConnection,
    WindowsAnswerer,
    WindowsCall,
    WindowsError,
    WindowsFailure,
    WindowsObject
} from '../../../dev-gateway/windows-call';

/** Accepts a connection, or fails it. */
export type Connect = (connection: MachineConnection, signal: AbortSignal) => Promise<void>;

export type Answer = (call: WindowsCall, signal: AbortSignal) => AsyncIterable<WindowsObject>;

export class ScriptedWindows implements WindowsAnswerer {
    public readonly calls: WindowsCall[] = [];

    public readonly connections: MachineConnection[] = [];

    /**
     * @param answers by command name; other commands return nothing
     * @param entering by default every machine can be entered
     */
    constructor(
        private readonly answers: Readonly<Record<string, Answer>> = {},
        private readonly entering: Connect = () => Promise.resolve()
    ) {}

    public connect(connection: MachineConnection, signal: AbortSignal): Promise<void> {
        this.connections.push(connection);
        return this.entering(connection, signal);
    }

    public async *answer(call: WindowsCall, signal: AbortSignal): AsyncIterable<WindowsObject> {
        this.calls.push(call);
        const answer = this.answers[call.command];
        if (answer) {
            yield* answer(call, signal);
        }
    }
}

/** Returns these objects, and then the failure, if there is one. */
export function answerWith(objects: readonly WindowsObject[], failure?: WindowsFailure): Answer {
    return async function* () {
        yield* objects;
        if (failure) {
            throw new WindowsError(failure);
        }
    };
}

export function instance(className: string, properties: Readonly<Record<string, CimPropertyValue>>, derivedFrom?: readonly string[]): CimObject {
    return { kind: 'cim', namespace: 'root/cimv2', className, properties, ...(derivedFrom ? { derivedFrom } : {}) };
}

/** A gate that a spec opens when both sides are in the required state. */
export class Gate {
    public open: () => void = () => undefined;
    public readonly opened = new Promise<void>(resolve => (this.open = resolve));
}
