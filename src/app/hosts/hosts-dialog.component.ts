import { Component } from '@angular/core';
import { DialogService } from '@microsoft/windows-admin-center-sdk/angular';
import { Subscription } from 'rxjs';
import { namesIn } from '../domain/facts/host-names';
import { distinctNames } from '../domain/facts/node-names';
import { ConnectionsStore } from '../state/hosts/connections.store';
import { avmaStrings, compareNames, fillText } from '../shared/texts';
import { ToolDialog } from '../shared/tool-dialog';

export interface HostsDialogOptions {
    readonly chosen: readonly string[];
}

export interface HostsDialogResult {
    /** Null where nothing was chosen. */
    readonly hostNames: readonly string[] | null;
}

/** A server by the name of its connection, and by the one that reaches it. */
interface KnownServer {
    readonly name: string;
    readonly address: string;
}

/** Which hosts are asked: connections of Windows Admin Center, and names that somebody types. */
@Component({ selector: 'avma-hosts-dialog', templateUrl: './hosts-dialog.component.html' })
export class HostsDialogComponent extends ToolDialog<HostsDialogOptions, HostsDialogResult> {
    public static readonly id = 'avma-hosts';
    public readonly strings = avmaStrings();
    /** Servers that Windows Admin Center connects to. */
    public servers: readonly KnownServer[] = [];
    public filter = '';
    /** By address. */
    public picked: Record<string, boolean> = {};
    public others = '';
    public failed = false;
    private listing = new Subscription();

    constructor(
        dialogService: DialogService,
        private readonly connections: ConnectionsStore
    ) {
        super(dialogService);
        this.id = HostsDialogComponent.id;
    }

    public get shown(): readonly KnownServer[] {
        const wanted = this.filter.trim().toLowerCase();
        return this.servers.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(wanted));
    }

    public get wrong(): readonly string[] {
        return namesIn(this.others).wrong;
    }

    public get hostNames(): readonly string[] {
        return distinctNames([...this.servers.map(({ address }) => address).filter(address => this.picked[address]), ...namesIn(this.others).names]);
    }

    public get action(): string {
        return fillText(this.strings.Hosts.ask, { count: this.hostNames.length });
    }

    public get allShown(): boolean {
        return this.shown.length > 0 && this.shown.every(({ address }) => this.picked[address]);
    }

    public override show(options: HostsDialogOptions): ReturnType<ToolDialog<HostsDialogOptions, HostsDialogResult>['show']> {
        const wanted = new Set(options.chosen.map(name => name.toLowerCase()));
        this.filter = '';
        this.failed = false;
        this.take([], options.chosen, wanted);
        this.listing.unsubscribe();
        this.listing = new Subscription();
        this.listing.add(
            this.connections.list().subscribe({
                next: known =>
                    this.take(
                        known.filter(({ kind }) => kind === 'server'),
                        options.chosen,
                        wanted
                    ),
                error: () => (this.failed = true)
            })
        );
        return super.show(options);
    }

    public override ngOnDestroy(): void {
        this.listing.unsubscribe();
        super.ngOnDestroy();
    }

    public pickShown(on: boolean): void {
        this.shown.forEach(({ address }) => (this.picked[address] = on));
    }

    public apply(): void {
        this.hide({ hostNames: this.hostNames });
    }

    protected get canceled(): HostsDialogResult {
        return { hostNames: null };
    }

    protected override end(): void {
        this.listing.unsubscribe();
    }

    /** What was chosen and is no connection stands among the names that were typed. */
    private take(servers: readonly KnownServer[], chosen: readonly string[], wanted: ReadonlySet<string>): void {
        const known = new Set(servers.map(({ address }) => address.toLowerCase()));
        const addresses = new Set(distinctNames(servers.map(({ address }) => address)));
        // Two connections to one server are one host.
        this.servers = servers.filter(({ address }) => addresses.delete(address)).sort((one, other) => compareNames(one.name, other.name));
        this.picked = Object.fromEntries(servers.map(({ address }) => [address, wanted.has(address.toLowerCase())]));
        this.others = chosen.filter(name => !known.has(name.toLowerCase())).join('\n');
    }
}
