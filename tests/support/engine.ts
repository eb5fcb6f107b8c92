/**
 * One engine for all specs of a run. PowerShell is compiled while it runs, which takes seconds of every new process and next to nothing of one that has
 * run a script before.
 */
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { openEngine } from '../../dev-gateway/powershell/engine';

let shared: Promise<Engine> | null = null;

export function engine(): Promise<Engine> {
    shared ??= openEngine();
    return shared;
}

/** Ends it; whoever asks next gets a new one. Specs need that only where the environment of the process has to be another one. */
export async function closeEngine(): Promise<void> {
    const opened = shared;
    shared = null;
    await (await opened)?.close();
}
