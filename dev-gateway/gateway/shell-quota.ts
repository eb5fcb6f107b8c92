/** WinRM's quota of shells: how many a user may have on a node (MaxShellsPerUser), and how the node refuses another. */
import { ApiAnswer } from './api-message';

/** How the quota's code arrives. Nobody has recorded such a refusal, so that both fields of the details that the SDK reads are played, and neither. */
export type RefusalForm = { readonly field: 'nativeErrorCode' | 'hResult'; readonly code: number } | 'withoutCode';

export interface ShellLimit {
    readonly perUser: number;
    /** By default ERROR_WSMAN_QUOTA_MAX_SHELLS in `nativeErrorCode`. */
    readonly refusal?: RefusalForm;
}

const maxShells = 0x803381a5;

/** The answer to a command whose shell is refused; nothing of it has run. */
export function refusedShell(node: string, refusal: RefusalForm = { field: 'nativeErrorCode', code: maxShells | 0 }): ApiAnswer {
    const message = `Connecting to remote server ${node} failed: the request cannot be processed.`;
    const code = refusal === 'withoutCode' ? {} : { [refusal.field]: refusal.code };
    const error = { errorType: 'PSRemotingTransportException', message, detailRecord: { remoteExceptionMessage: message, ...code } };
    return { status: 400, body: { completed: 'True', results: [], errors: [error] } };
}

/** A session as far as it counts. */
export interface CountedSession {
    /** Whether it is one of the gateway's pool, which goes on to the next command of the same user. */
    readonly pooled: boolean;
    /** Pooled, and free for the next command. */
    readonly free: boolean;
    /** Its shell has gone on to another session. */
    handedOn: boolean;
}

/** @param sessions those of one user on one node @returns whether there is a shell for one more */
export function takesShell(sessions: readonly CountedSession[], pooled: boolean, limit: ShellLimit | null): boolean {
    const free = pooled ? sessions.find(session => session.pooled && session.free && !session.handedOn) : undefined;
    if (free) {
        free.handedOn = true;
        return true;
    }
    return limit === null || sessions.filter(({ handedOn }) => !handedOn).length < limit.perUser;
}
