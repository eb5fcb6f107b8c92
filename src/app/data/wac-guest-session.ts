import { PowerShell, PowerShellCommand, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { PowerShellCrypto } from '@microsoft/windows-admin-center-sdk/core/data/powershell-crypto';
import { concat, concatMap, defer, EMPTY, filter, finalize, map, Observable, of, switchMap, tap, toArray } from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { ApplyRow, ItemRemoval } from '../domain/apply-facts';
import { ActivationFacts } from '../domain/facts';
import { GuestAccount, GuestTarget } from '../domain/guest-target';
import { GuestSession, InstallRequest } from './guest-session';
import { importActivationRow } from './import/import-activation-row';
import { importApplyRow } from './import/import-apply-row';
import { importItemRemoval } from './import/import-item-removal';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { guardQuotes } from './quoting-guard';

/** The row's code where the runspace has lost the key that an account was encrypted with, as after three minutes of rest. */
const keyMissing = 'encryptionKeyMissing';

interface Script {
    readonly command: string;
    readonly script: string;
}

type Parameters = Readonly<Record<string, string | number | readonly string[] | null>>;

let serial = 0;

/**
 * A keyed session of the gateway: the node's encryption key lives in its runspace, so accounts are encrypted once a session and used in it only.
 */
export class WacGuestSession implements GuestSession {
    private readonly session: PowerShellSession;
    /** By account or key; the values are of no use outside this session. */
    private readonly encrypted = new Map<object, string>();

    constructor(
        private readonly powerShell: PowerShellConnection,
        node: string
    ) {
        this.session = powerShell.createSession(node, `avma-guests-${Date.now()}-${++serial}`);
    }

    public lookInside(target: GuestTarget, account: GuestAccount): Observable<ActivationFacts> {
        return this.tryInside(target, account).pipe(
            switchMap(row => {
                if (row.error?.code !== keyMissing) {
                    return of(row);
                }
                // A new runspace has a new key: once more with that one.
                this.encrypted.delete(account);
                return this.tryInside(target, account);
            }),
            failAsHostFailure()
        );
    }

    public install(target: GuestTarget, account: GuestAccount, request: InstallRequest): Observable<ApplyRow> {
        return this.tryInstall(target, account, request, true).pipe(failAsHostFailure());
    }

    public removeItems(target: GuestTarget, account: GuestAccount, names: readonly string[]): Observable<readonly ItemRemoval[]> {
        return this.tryRemove(target, account, names).pipe(
            switchMap(removals => {
                if (!removals.some(one => one.error?.code === keyMissing)) {
                    return of(removals);
                }
                this.encrypted.clear();
                return this.tryRemove(target, account, names);
            }),
            failAsHostFailure()
        );
    }

    public close(): void {
        this.encrypted.clear();
        this.session.dispose();
    }

    private tryInside({ vmId, channel, address }: GuestTarget, account: GuestAccount): Observable<ActivationFacts> {
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(PowerShellScripts.Get_AvmaActivation, { vmId, channel, address, account: secret })),
            toArray(),
            map(answers => answers.flat()),
            map(rows => importActivationRow(rows[rows.length - 1]))
        );
    }

    private tryInstall(target: GuestTarget, account: GuestAccount, request: InstallRequest, again: boolean): Observable<ApplyRow> {
        return defer(() => {
            const { vmId, channel, address } = target;
            const { key, replaceable, ...rest } = request;
            let advanced = false;
            let keyLost = false;
            const rows = this.encryptAccount(account).pipe(
                switchMap(secret =>
                    'generic' in key
                        ? of({ account: secret, productKey: key.generic })
                        : this.encrypt(key.own, key.own.key).pipe(map(ownKey => ({ account: secret, key: ownKey })))
                ),
                switchMap(secrets =>
                    this.run(PowerShellScripts.Install_AvmaKey, { ...rest, vmId, channel, address, ...secrets, replaceable: [...replaceable] })
                ),
                concatMap(answer => answer.map(row => importApplyRow(row))),
                filter(row => {
                    keyLost ||= again && !advanced && row.error?.code === keyMissing;
                    advanced ||= row.step !== 'connect';
                    return !keyLost;
                })
            );
            const retry = defer(() => {
                if (!keyLost) {
                    return EMPTY;
                }
                // Nothing was decrypted, so that nothing was done: once more with the key of the new runspace.
                this.encrypted.clear();
                return this.tryInstall(target, account, request, false);
            });
            return concat(rows, retry);
        });
    }

    private tryRemove({ vmId, channel, address }: GuestTarget, account: GuestAccount, names: readonly string[]): Observable<readonly ItemRemoval[]> {
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(PowerShellScripts.Remove_AvmaDataExchangeItem, { vmId, channel, address, account: secret, names: [...names] })),
            toArray(),
            map(answers => answers.flat().map((row, index) => importItemRemoval(row, `removals[${index}]`)))
        );
    }

    private encryptAccount(account: GuestAccount): Observable<string> {
        // User and password as one secret, parted by what neither can contain.
        return this.encrypt(account, `${account.user}\0${account.password}`);
    }

    /** @param owner the object that the text is of: encrypted once a session */
    private encrypt(owner: object, text: string): Observable<string> {
        return defer(() => {
            const known = this.encrypted.get(owner);
            if (known !== undefined) {
                return of(known);
            }
            return PowerShellCrypto.encryptDataUsingNodeJWK(this.powerShell, this.session, text).pipe(
                map(secret => {
                    this.encrypted.set(owner, secret);
                    return secret;
                })
            );
        });
    }

    /** Rows as they come, those of one partial answer at a time. */
    private run(script: Script, parameters: Parameters): Observable<readonly unknown[]> {
        return defer(() => {
            let ended = false;
            const command: PowerShellCommand = PowerShell.createCommand({ ...script, module: PowerShellScripts.module }, { ...parameters });
            const guarded = { ...command, script: guardQuotes(command.script ?? '') };
            return (this.powerShell.run(this.session, guarded, { partial: true }) as Observable<PowerShellAnswer>).pipe(
                map(rowsOf),
                tap({ complete: () => (ended = true) }),
                finalize(() => {
                    if (!ended) {
                        this.powerShell.cancel(this.session).subscribe({ error: () => undefined });
                    }
                })
            );
        });
    }
}
