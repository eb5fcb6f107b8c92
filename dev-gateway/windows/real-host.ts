/** Uses a real host instead of the estate: scripts run there through Windows PowerShell remoting. */
import { Engine } from '../powershell/engine-api';
import { NodeDirectory } from '../gateway/node-directory';
import { openRemotingEngine } from './remoting-engine';

export interface RealHost {
    readonly nodes: NodeDirectory;
    readonly engine: Engine;
}

/** @param name of the host, in a form that PowerShell remoting accepts @throws Error with one line about why this machine can't */
export function connectRealHost(name: string): RealHost {
    if (process.platform !== 'win32') {
        throw new Error(
            `--host needs Windows PowerShell remoting, which ${process.platform} does not have. Run it on Windows, or leave --host out for the simulated estate.`
        );
    }
    return { nodes: nodeDirectory(name), engine: openRemotingEngine() };
}

/** Assumes that the named host has Hyper-V; if it doesn't, the tool reports that. */
export function nodeDirectory(name: string): NodeDirectory {
    return {
        nodeNames: [name],
        clusterNames: [],
        aliases: () => [],
        // Windows decides, with the account that the gateway runs as.
        access: () => 'ok',
        endpoint: () => ({ kind: 'gateway', groups: [] }),
        moduleTrust: () => 'absent',
        languageMode: () => 'full',
        windowsModules: () => [],
        inventory: () => ({ isHyperVRoleInstalled: true }),
        answer: () => {
            throw new Error('A real host answers for itself.');
        },
        connect: () => Promise.reject(new Error('A real host enters its machines itself.'))
    };
}
