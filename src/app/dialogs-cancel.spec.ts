/** However a dialog is closed without its button, its page gets the same answer, and its work ends. */
import { BaseDialogComponent, DialogComponent, DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { BehaviorSubject, EMPTY, of, Subject } from 'rxjs';
import { ApplyDialogComponent } from './apply/apply-dialog.component';
import { ColumnsDialogComponent } from './guests/columns-dialog.component';
import { DataExchangeDialogComponent } from './guests/data-exchange-dialog.component';
import { ExportDialogComponent } from './guests/export-dialog.component';
import { RemoveItemsDialogComponent } from './guests/remove-items-dialog.component';
import { UsageReportDialogComponent } from './history/usage-report-dialog.component';
import { HostsDialogComponent } from './hosts/hosts-dialog.component';
import { HostsReportDialogComponent } from './hosts/hosts-report-dialog.component';
import { LookInsideDialogComponent } from './shared/look-inside-dialog.component';
import { ApplyStore } from './state/apply/apply.store';
import { EventsStore } from './state/events/events.store';
import { HostsReportStore } from './state/events/hosts-report.store';
import { ConnectionsStore } from './state/hosts/connections.store';
import { ItemRemovalStore } from './state/guests/item-removal.store';
import { keptOn } from './state/testing/kept-accounts';

const ignore = (): void => undefined;
const service = { emitDialogChangeEvent: ignore, resumeFocus: ignore, unregister: ignore } as Partial<DialogService> as DialogService;

type AnyDialog = Pick<BaseDialogComponent<object, object>, 'dialog' | 'closeRequested' | 'ngOnDestroy'> & { hide(): void };

describe('a dialog that is closed without its button', () => {
    let reading: Subject<never>;
    let forgotten: number;

    beforeEach(() => {
        reading = new Subject();
        forgotten = 0;
    });

    const reports = (): HostsReportStore =>
        ({
            current: { running: false, hosts: [] },
            state: new BehaviorSubject({ running: false, hosts: [] }),
            forget: () => forgotten++
        }) as unknown as HostsReportStore;
    const removals = (): ItemRemovalStore =>
        ({ current: { removals: [] }, state: EMPTY, dismiss: ignore }) as Partial<Record<keyof ItemRemovalStore, unknown>> as unknown as ItemRemovalStore;
    const events = (): EventsStore => ({ current: { startTime: null }, readWhole: () => reading }) as unknown as EventsStore;

    const dialogs: Readonly<Record<string, readonly [() => AnyDialog, object]>> = {
        apply: [(): AnyDialog => new ApplyDialogComponent(service, keptOn(), {} as ApplyStore) as unknown as AnyDialog, { started: false }],
        columns: [(): AnyDialog => new ColumnsDialogComponent(service) as unknown as AnyDialog, { columns: null }],
        dataExchange: [(): AnyDialog => new DataExchangeDialogComponent(service) as unknown as AnyDialog, { confirmed: false }],
        export: [(): AnyDialog => new ExportDialogComponent(service) as unknown as AnyDialog, { content: null }],
        removeItems: [(): AnyDialog => new RemoveItemsDialogComponent(service, keptOn(), removals()) as unknown as AnyDialog, {}],
        usageReport: [(): AnyDialog => new UsageReportDialogComponent(service, events()) as unknown as AnyDialog, {}],
        hosts: [
            (): AnyDialog => new HostsDialogComponent(service, { list: () => of([]) } as unknown as ConnectionsStore) as unknown as AnyDialog,
            { hostNames: null }
        ],
        hostsReport: [(): AnyDialog => new HostsReportDialogComponent(service, reports()) as unknown as AnyDialog, {}],
        lookInside: [(): AnyDialog => new LookInsideDialogComponent(service, keptOn()) as unknown as AnyDialog, jasmine.objectContaining({ jobs: [] })]
    };

    /** Opens a dialog the way the SDK's service does, without what only its own options need. */
    function opened(dialog: AnyDialog): object[] {
        const results: object[] = [];
        dialog.dialog = { show: ignore, hide: ignore } as Partial<DialogComponent> as DialogComponent;
        BaseDialogComponent.prototype.show.call(dialog, {}).subscribe(result => results.push(result as object));
        return results;
    }

    for (const [name, [create, canceled]] of Object.entries(dialogs)) {
        it(`answers as if it was canceled: ${name}`, () => {
            // The SDK's service hides a dialog by its id, without a result; Escape, the cross and a dialog that opens next request to close it.
            for (const close of ['hide', 'closeRequested'] as const) {
                const dialog = create();
                const results = opened(dialog);
                (dialog[close] as () => void)();
                expect(results).withContext(close).toEqual([canceled]);
            }
        });
    }

    it('reads no more for a report that nobody waits for', () => {
        for (const close of ['hide', 'closeRequested', 'ngOnDestroy'] as const) {
            const dialog = new UsageReportDialogComponent(service, events());
            opened(dialog as unknown as AnyDialog);
            dialog.create();
            expect(reading.observed).withContext(close).toBeTrue();
            (dialog as unknown as Record<typeof close, () => void>)[close]();
            expect(reading.observed).withContext(close).toBeFalse();
            forgotten = 0;
            const ofHosts = new HostsReportDialogComponent(service, reports());
            opened(ofHosts as unknown as AnyDialog);
            (ofHosts as unknown as Record<typeof close, () => void>)[close]();
            expect(forgotten).withContext(close).toBe(1);
        }
    });

    it('takes no list of connections that arrives after it was closed', () => {
        for (const close of ['hide', 'closeRequested', 'ngOnDestroy'] as const) {
            const listing = new Subject<[]>();
            const dialog = new HostsDialogComponent(service, { list: () => listing } as Partial<ConnectionsStore> as ConnectionsStore);
            dialog.dialog = { show: ignore, hide: ignore } as Partial<DialogComponent> as DialogComponent;
            dialog.show({ chosen: [] });
            expect(listing.observed).withContext(close).toBeTrue();
            (dialog as unknown as Record<typeof close, () => void>)[close]();
            expect(listing.observed).withContext(close).toBeFalse();
        }
    });
});
