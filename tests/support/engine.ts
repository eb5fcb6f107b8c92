/**
 * One engine for all specs of a run. PowerShell's code is compiled at run time, which takes seconds in every new process, but almost no time in one that has
 * already run a script.
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
