/** Dialogs that ask for accounts forget them however they close. */
import { DialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject } from 'rxjs';
import { importGuestRow } from './data/import/import-guest-row';
import { importHostRow } from './data/import/import-host-row';
import { assess } from './domain/judgement/assess';
import { ApplyDialogComponent } from './apply/apply-dialog.component';
import { RemoveItemsDialogComponent } from './guests/remove-items-dialog.component';
import { AccountsDialog } from './shared/accounts-dialog';
import { LookInsideDialogComponent } from './shared/look-inside-dialog.component';
import { ApplyStore } from './state/apply/apply.store';
import { AssessedGuest } from './state/guests/guest-judge';
import { ItemRemovalState, ItemRemovalStore } from './state/guests/item-removal.store';
import { keptOn } from './state/testing/kept-accounts';

const ignore = (): void => undefined;
const service = { emitDialogChangeEvent: ignore, resumeFocus: ignore, unregister: ignore } as Partial<DialogService> as DialogService;

function assessed(): AssessedGuest {
    const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1 });
    const guest = importGuestRow({ vmId: '00000000-0000-0000-0000-000000000001', name: 'APP01', enabledState: 2 });
    return { hostName: 'HV01', host, guest, assessment: assess(host, guest, null), inside: null };
}

/** An open dialog with an account typed into it, and what it has returned. */
interface Case {
    readonly dialog: Pick<AccountsDialog<object, object>, 'open' | 'form' | 'closeRequested' | 'ngOnDestroy'> & { hide(): void };
    readonly results: object[];
}

describe('a dialog with accounts', () => {
    let removals: BehaviorSubject<ItemRemovalState>;
    beforeEach(() => (removals = new BehaviorSubject<ItemRemovalState>({ running: false, request: null, timedOut: false, failure: null, removals: [] })));

    function shown<TOptions extends object, TResult extends object>(dialog: AccountsDialog<TOptions, TResult>, options: TOptions): Case {
        const results: object[] = [];
        dialog.dialog = { show: ignore, hide: ignore } as Partial<DialogComponent> as DialogComponent;
        dialog.show(options).subscribe(result => results.push(result));
        const [account] = dialog.form.accounts;
        account.user = 'CONTOSO\\ann';
        account.password = 'Zq7!canary';
        dialog.form.list = 'APP01,CONTOSO\\ann,Zq7!canary';
        return { dialog, results };
    }

    const dialogs: Readonly<Record<string, readonly [() => Case, object]>> = {
        apply: [
            (): Case => {
                const dialog = new ApplyDialogComponent(service, keptOn(), {} as ApplyStore);
                const opened = shown(dialog, { guests: [assessed()], keyTarget: 'own' });
                dialog.typedKey = 'BCDFG-HJKMN-PQRTV-WXY23-46789 canary';
                return opened;
            },
            { started: false }
        ],
        look: [
            (): Case => {
                const dialog = new LookInsideDialogComponent(service, keptOn());
                return shown(dialog, { guests: [assessed()], texts: dialog.strings.LookInside });
            },
            jasmine.objectContaining({ jobs: [] })
        ],
        remove: [
            (): Case => {
                const store = { current: removals.value, state: removals.asObservable(), dismiss: ignore } as Partial<ItemRemovalStore> as ItemRemovalStore;
                return shown(new RemoveItemsDialogComponent(service, keptOn(), store), { guest: assessed() });
            },
            {}
        ]
    };
    /** All that a dialog holds, but for the SDK's parts. */
    const held = ({ dialog }: Case): string =>
        JSON.stringify(
            Object.entries(dialog).filter(([name]) => !['dialog', 'dialogService', 'dialogResult', 'subscription', 'store'].includes(name)),
            // The form's subscriptions.
            (name, value: unknown) => (['keptAccounts', 'dropped', 'drops'].includes(name) ? undefined : value)
        );

    for (const [name, [open, canceled]] of Object.entries(dialogs)) {
        it(`forgets them where it is canceled, hidden for another dialog, or destroyed: ${name}`, () => {
            for (const close of ['closeRequested', 'hide', 'ngOnDestroy'] as const) {
                const opened = open();
                expect([opened.dialog.open, held(opened).includes('canary')])
                    .withContext(close)
                    .toEqual([true, true]);
                (opened.dialog[close] as () => void)();
                expect([opened.dialog.open, held(opened).includes('canary')])
                    .withContext(close)
                    .toEqual([false, false]);
                expect(opened.results)
                    .withContext(close)
                    .toEqual(close === 'ngOnDestroy' ? [] : [canceled]);
            }
        });
    }

    it('listens to nothing once it is destroyed', () => {
        const [openRemoval] = dialogs['remove'];
        const { dialog } = openRemoval();
        expect(removals.observed).toBeTrue();
        dialog.ngOnDestroy();
        expect(removals.observed).toBeFalse();
    });
});
