/** What the overview says of hosts of an estate: the scripts' own rows, through the tool's own stores and view. */
import { filter, firstValueFrom, from, map, mergeAll, Observable, throwError } from 'rxjs';
import { HostConnection } from '../../../src/app/data/host-connection';
import { HostAnswer, ManyHosts } from '../../../src/app/data/many-hosts';
import * as Failures from '../../../src/app/data/host-failure';
import * as Events from '../../../src/app/data/import/import-event-row';
import * as Guests from '../../../src/app/data/import/import-guest-row';
import * as Hosts from '../../../src/app/data/import/import-host-row';
import * as View from '../../../src/app/overview/overview-view';
import * as Checks from '../../../src/app/shared/host-checks-view';
import * as Texts from '../../../src/app/shared/texts';
import * as Logs from '../../../src/app/state/guests/host-logs';
import * as GuestStores from '../../../src/app/state/guests/guests.store';
import * as HostStores from '../../../src/app/state/hosts/host.store';
import * as HostsStores from '../../../src/app/state/hosts/hosts.store';
import * as Inside from '../../../src/app/state/inside/look-inside.store';
import { EventQuery } from '../../../src/app/domain/facts/event-facts';
import { Estate } from '../../../dev-gateway/estate/estate';
import { load } from './added-release';
import { runScript } from './script-runner';

type Tool = typeof Failures &
    typeof Events &
    typeof Guests &
    typeof Hosts &
    typeof View &
    typeof Checks &
    typeof Texts &
    typeof Logs &
    typeof GuestStores &
    typeof HostStores &
    typeof HostsStores &
    typeof Inside;

const modules = [
    'data/host-failure',
    'data/import/import-event-row',
    'data/import/import-guest-row',
    'data/import/import-host-row',
    'overview/overview-view',
    'shared/host-checks-view',
    'shared/texts',
    'state/guests/host-logs',
    'state/guests/guests.store',
    'state/hosts/host.store',
    'state/hosts/hosts.store',
    'state/inside/look-inside.store'
];

/** The failure with which a gateway answers for a node that can't be reached, or rejects its account. */
const accessFailures: Readonly<Record<string, Failures.HostFailureCode>> = {
    unreachable: 'unreachable',
    unknownNode: 'unreachable',
    credentialsNeeded: 'accessDenied'
};

export class OverviewReader {
    private constructor(
        private readonly tool: Tool,
        private readonly estate: Estate
    ) {}

    public static async open(estate: Estate): Promise<OverviewReader> {
        return new OverviewReader(await load<Tool>(modules.map(name => `export * from './src/app/${name}';`).join('\n'), null), estate);
    }

    /** What the page shows once everything was read. @param nodes the nodes of an opened cluster, or the hosts that were chosen; null for the opened host alone */
    public async overview(hostName: string, nodes: readonly string[] | null = null, isCluster = false): Promise<View.OverviewView> {
        const { tool } = this;
        const opened = { ...this.connection(nodes?.[0] ?? hostName), hostName, isCluster } as HostConnection;
        const many = this.many();
        const guestHosts = { connection: (name: string) => (name === hostName ? opened : this.connection(name)) } as unknown as ConstructorParameters<
            typeof tool.HostLogsStore
        >[0];
        const zone = { run: (work: () => unknown) => work(), runOutsideAngular: (work: () => unknown) => work() };
        const host = new tool.HostStore(opened);
        const hosts = new tool.HostsStore(many, zone as unknown as ConstructorParameters<typeof tool.HostsStore>[1]);
        const inside = new tool.LookInsideStore(guestHosts);
        const logs = new tool.HostLogsStore(guestHosts);
        const guests = new tool.GuestsStore(opened, host, inside, hosts, logs);
        const judged = new Promise<GuestStores.JudgedGuests>(resolve => {
            guests.judged
                .pipe(filter(({ guests: { loading, complete, failure } }) => !loading && (complete || failure !== null)))
                .subscribe(state => resolve(state));
        });
        host.ensure();
        if (nodes) {
            guests.show('many');
            hosts.read(nodes);
        } else {
            guests.ensure();
        }
        await firstValueFrom(host.state.pipe(filter(({ loading }) => !loading)));
        await judged;
        const read = nodes ? hosts.current.hosts.filter(({ phase }) => phase === 'read').map(one => one.hostName) : [hostName];
        const hasLog = host.current.facts !== null && guests.current.complete;
        const hostLogs = await firstValueFrom(logs.state.pipe(filter(state => !hasLog || read.every(name => state.has(name)))));
        const { guests: list, assessed } = await firstValueFrom(guests.judged);
        return tool.overviewToView(tool.avmaStrings())({
            hostName,
            isCluster,
            host: host.current,
            many: nodes !== null,
            hosts: hosts.current,
            guests: list,
            assessed,
            logs: hostLogs,
            since: null,
            looking: false,
            now: Date.now()
        });
    }

    /** What a page says beside its headline: failures, requirements that aren't met, and guests. */
    public said({ failure, needs, bar, noGuests, findings }: View.OverviewView): string {
        const ofHosts = needs.flatMap(host => {
            const checks = host.facts ? this.tool.toHostChecksView(host.facts, this.tool.avmaStrings()).open : [];
            return [host.failure?.title ?? '', ...checks.map(({ text }) => text)];
        });
        return [failure?.title ?? '', ...ofHosts, ...bar.map(({ text }) => text), noGuests, ...(findings ?? []).map(({ text }) => text)].join('\n');
    }

    /** A script's rows, or the failure that the tool makes of it. */
    private run(node: string, script: string, parameters?: Readonly<Record<string, unknown>>): Observable<ReadonlyArray<Record<string, unknown>>> {
        const denied = accessFailures[this.estate.access(node, null)];
        if (denied) {
            return throwError(() => ({ code: denied, raw: node }));
        }
        const language = this.estate.languageMode(node);
        return from(runScript(script, node, { estate: this.estate, language, ...(parameters ? { parameters } : {}) })).pipe(
            map(({ rows, failure }) => {
                if (failure) {
                    throw this.tool.toHostFailure({ message: failure.message });
                }
                return rows;
            })
        );
    }

    private connection(node: string): Partial<HostConnection> {
        return {
            hostName: node,
            address: node,
            isCluster: false,
            readHost: () => this.run(node, 'Get-AvmaHost').pipe(map(([row]) => this.tool.importHostRow(row))),
            readGuests: () => this.run(node, 'Get-AvmaGuest').pipe(map(rows => ({ guests: rows.map(row => this.tool.importGuestRow(row)), problems: [] }))),
            readEvents: ({ ids, startTime, maximum, withoutMessage }: EventQuery) =>
                this.run(node, 'Get-AvmaEvent', { ids: [...ids], startTime, maximum, withoutMessage }).pipe(map(rows => this.tool.importEventBatch(rows)))
        };
    }

    private many(): ManyHosts {
        const each = <Row>(names: readonly string[], read: (name: string) => Observable<readonly Row[]>): Observable<HostAnswer<Row>> =>
            from(
                Promise.all(
                    names.map(hostName =>
                        firstValueFrom(read(hostName)).then(
                            (rows): Array<HostAnswer<Row>> => [
                                { hostName, kind: 'rows', rows, problems: [] },
                                { hostName, kind: 'done' }
                            ],
                            (failure: Failures.HostFailure): Array<HostAnswer<Row>> => [{ hostName, kind: 'failed', failure }]
                        )
                    )
                ).then(answers => answers.flat())
            ).pipe(mergeAll());
        return {
            readHosts: (names: readonly string[]) => each(names, name => this.run(name, 'Get-AvmaHost').pipe(map(([row]) => [this.tool.importHostRow(row)]))),
            readGuests: (names: readonly string[]) =>
                each(names, name => this.run(name, 'Get-AvmaGuest').pipe(map(rows => rows.map(row => this.tool.importGuestRow(row))))),
            connect: (name: string) => this.connection(name)
        } as Partial<ManyHosts> as ManyHosts;
    }
}
