/** WinRM's quota of shells for each user on a node (MaxShellsPerUser), and the node's refusal. */
import { ApiAnswer } from './api-message';

/**
 * Where a refusal contains the quota's code. No refusal is recorded, so the gateway simulates both detail fields that the SDK reads, and a refusal without
 * the code.
 */
export type RefusalForm = { readonly field: 'nativeErrorCode' | 'hResult'; readonly code: number } | 'withoutCode';

export interface ShellLimit {
    readonly perUser: number;
    /** ERROR_WSMAN_QUOTA_MAX_SHELLS in `nativeErrorCode` by default. */
    readonly refusal?: RefusalForm;
}

const maxShells = 0x803381a5;

/** The answer for a command whose shell was refused; nothing of it ran. */
export function refusedShell(node: string, refusal: RefusalForm = { field: 'nativeErrorCode', code: maxShells | 0 }): ApiAnswer {
    const message = `Connecting to remote server ${node} failed: the request cannot be processed.`;
    const code = refusal === 'withoutCode' ? {} : { [refusal.field]: refusal.code };
    const error = { errorType: 'PSRemotingTransportException', message, detailRecord: { remoteExceptionMessage: message, ...code } };
    return { status: 400, body: { completed: 'True', results: [], errors: [error] } };
}

/** The part of a session that the quota counts. */
export interface CountedSession {
    /** Whether it belongs to the gateway's pool, which reuses shells for the same user's next command. */
    readonly pooled: boolean;
    /** Pooled, and ready for the next command. */
    readonly free: boolean;
    /** Whether another session has taken over its shell. */
    handedOn: boolean;
}

/**
 * @param sessions the sessions of one user on one node
 * @returns whether another one gets a shell
 */
export function takesShell(sessions: readonly CountedSession[], pooled: boolean, limit: ShellLimit | null): boolean {
    const free = pooled ? sessions.find(session => session.pooled && session.free && !session.handedOn) : undefined;
    if (free) {
        free.handedOn = true;
        return true;
    }
    return limit === null || sessions.filter(({ handedOn }) => !handedOn).length < limit.perUser;
}
