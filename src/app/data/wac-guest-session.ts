import { PowerShell, PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { PowerShellCrypto } from '@microsoft/windows-admin-center-sdk/core/data/powershell-crypto';
import { catchError, defer, finalize, map, Observable, of, switchMap, throwError, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { EventQuery, GuestEvents } from '../domain/event-facts';
import { ActivationFacts, RowError } from '../domain/facts';
import { GuestAccount, GuestTarget } from '../domain/guest-target';
import { GuestSession } from './guest-session';
import { eventParameters } from './event-parameters';
import { isCommandMissing } from './host-failure';
import { importActivationRow } from './import/import-activation-row';
import { importGuestEvents } from './import/import-event-row';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { guardQuotes } from './quoting-guard';

/** The row's code where the runspace has lost the key that an account was encrypted with, as after three minutes of rest. */
const keyMissing = 'encryptionKeyMissing';

/** Under application control and at JEA endpoints only commands of modules run, and the one that hands out a key is in none of ours. */
const noKey = { code: 'languageMode', id: 'CommandNotFoundException', message: 'Get-EncryptionJWKOnNode' };

type Parameters = Readonly<Record<string, string | number | null | readonly number[]>>;

/** What is run in a guest, and how its rows are understood. */
interface Question<T> {
    readonly script: { readonly command: string; readonly script: string };
    readonly parameters: Parameters;
    readonly importRows: (rows: readonly unknown[]) => T;
}

let serial = 0;

/**
 * A keyed session of the gateway: the node's encryption key lives in its runspace, so accounts are encrypted once a session and used in it only.
 */
export class WacGuestSession implements GuestSession {
    private readonly session: PowerShellSession;
    /** By account; the values are of no use outside this session. */
    private readonly encrypted = new Map<GuestAccount, string>();

    constructor(
        private readonly powerShell: PowerShellConnection,
        node: string
    ) {
        this.session = powerShell.createSession(node, `avma-guests-${Date.now()}-${++serial}`);
    }

    public lookInside(target: GuestTarget, account: GuestAccount): Observable<ActivationFacts> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaActivation,
            parameters: {},
            importRows: rows => importActivationRow(rows[rows.length - 1])
        });
    }

    public readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery): Observable<GuestEvents> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaEvent,
            parameters: eventParameters(query),
            importRows: rows => importGuestEvents(rows, target.vmId)
        });
    }

    public close(): void {
        this.encrypted.clear();
        this.session.dispose();
    }

    private ask<T extends { readonly error: RowError | null }>(target: GuestTarget, account: GuestAccount, question: Question<T>): Observable<T> {
        return this.tryOnce(target, account, question).pipe(
            switchMap(answer => {
                if (answer.error?.code !== keyMissing) {
                    return of(answer);
                }
                // A new runspace has a new key: once more with that one.
                this.encrypted.delete(account);
                return this.tryOnce(target, account, question);
            }),
            failAsHostFailure()
        );
    }

    private tryOnce<T>({ vmId, channel, address }: GuestTarget, account: GuestAccount, { script, parameters, importRows }: Question<T>): Observable<T> {
        // Without a key nothing was asked: a row of each kind says so.
        return this.encrypt(account).pipe(
            switchMap(secret =>
                secret === null
                    ? of([{ vmId, channel, source: 'guest', logName: null, exists: null, error: noKey }])
                    : this.run(script, { vmId, channel, address, account: secret, ...parameters })
            ),
            map(importRows)
        );
    }

    /** Null where the host has no command that hands out a key. */
    private encrypt(account: GuestAccount): Observable<string | null> {
        return defer(() => {
            const known = this.encrypted.get(account);
            if (known !== undefined) {
                return of(known);
            }
            // User and password as one secret, parted by what neither can contain.
            return PowerShellCrypto.encryptDataUsingNodeJWK(this.powerShell, this.session, `${account.user}\0${account.password}`).pipe(
                map(secret => {
                    this.encrypted.set(account, secret);
                    return secret;
                }),
                catchError((error: unknown) => (isCommandMissing(error) ? of(null) : throwError(() => error)))
            );
        });
    }

    private run(script: Question<unknown>['script'], parameters: Parameters): Observable<readonly unknown[]> {
        return defer(() => {
            let ended = false;
            const command: PowerShellCommand = PowerShell.createCommand({ ...script, module: PowerShellScripts.module }, { ...parameters });
            const guarded = { ...command, script: guardQuotes(command.script ?? '') };
            return (this.powerShell.run(this.session, guarded, { partial: true }) as Observable<PowerShellAnswer>).pipe(
                map(rowsOf),
                toArray(),
                map(answers => {
                    ended = true;
                    return answers.flat();
                }),
                finalize(() => {
                    if (!ended) {
                        this.powerShell.cancel(this.session).subscribe({ error: () => undefined });
                    }
                })
            );
        });
    }
}
