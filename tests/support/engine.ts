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

/** Ends the engine; the next caller gets a new one. Only for specs that change the environment of its process. */
export async function closeEngine(): Promise<void> {
    const opened = shared;
    shared = null;
    await (await opened)?.close();
}
