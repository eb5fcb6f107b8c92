import { ChangeDetectionStrategy, Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { map, Subscription } from 'rxjs';
import { ConnectionsStore } from '../state/hosts/connections.store';
import { Choice } from '../shared/choice';
import { avmaStrings } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';
import { HostsDialogView, KnownServer, openingChoice, toView, withPicked } from './hosts-dialog-view';

export interface HostsDialogOptions {
    readonly chosen: readonly string[];
}

export interface HostsDialogResult {
    /** Null where nothing was chosen. */
    readonly hostNames: readonly string[] | null;
}

/** Which hosts are asked: connections of Windows Admin Center, and names that somebody types. */
@Component({ selector: 'avma-hosts-dialog', templateUrl: './hosts-dialog.component.html', changeDetection: ChangeDetectionStrategy.OnPush })
export class HostsDialogComponent extends ToolDialog<HostsDialogOptions, HostsDialogResult> {
    public static readonly id = 'avma-hosts';
    public readonly strings = avmaStrings();
    private readonly choice = new Choice(openingChoice([], []));
    public readonly view$ = this.choice.pipe(map(choice => toView(choice)));
    private listing = new Subscription();

    constructor(
        dialogService: DialogService,
        private readonly connections: ConnectionsStore
    ) {
        super(dialogService);
        this.id = HostsDialogComponent.id;
    }

    public readonly byAddress = (_: number, { address }: KnownServer): string => address;

    public override show({ chosen }: HostsDialogOptions): ReturnType<ToolDialog<HostsDialogOptions, HostsDialogResult>['show']> {
        this.choice.next(openingChoice([], chosen));
        this.listing.unsubscribe();
        this.listing = new Subscription();
        this.listing.add(
            this.connections.list().subscribe({
                next: known => {
                    const servers = known.filter(({ kind }) => kind === 'server');
                    this.choice.next({ ...openingChoice(servers, chosen), filter: this.choice.value.filter });
                },
                error: () => this.choice.change({ failed: true })
            })
        );
        return super.show({ chosen });
    }

    public override ngOnDestroy(): void {
        this.listing.unsubscribe();
        super.ngOnDestroy();
    }

    public filterBy(filter: string): void {
        this.choice.change({ filter });
    }

    public type(others: string): void {
        this.choice.change({ others });
    }

    public pick(servers: readonly KnownServer[], isPicked: boolean): void {
        this.choice.next(withPicked(this.choice.value, servers, isPicked));
    }

    public apply({ hostNames }: HostsDialogView): void {
        this.hide({ hostNames });
    }

    protected get canceled(): HostsDialogResult {
        return { hostNames: null };
    }

    protected override end(): void {
        this.listing.unsubscribe();
    }
}
