/** What the dialog shows that asks which hosts to read. */
import { namesIn } from '../domain/facts/host-names';
import { distinctNames } from '../domain/facts/node-names';
import { avmaStrings, compareNames, fillText } from '../shared/texts';

/** A server by the name of its connection, and by the one that reaches it. */
export interface KnownServer {
    readonly name: string;
    readonly address: string;
}

/** What is known of the connections of Windows Admin Center, and what was picked and typed. */
export interface HostsDialogChoice {
    /** Each server once, by its name. */
    readonly servers: readonly KnownServer[];
    /** The connections couldn't be read. */
    readonly failed: boolean;
    readonly filter: string;
    /** By address. */
    readonly picked: ReadonlySet<string>;
    /** Names that were typed, one a line or with blanks, commas or semicolons between them. */
    readonly others: string;
}

export interface HostsDialogView {
    readonly choice: HostsDialogChoice;
    readonly shown: ReadonlyArray<KnownServer & { readonly isPicked: boolean }>;
    /** All servers that are shown are picked. */
    readonly allShown: boolean;
    /** What was typed and can't be a name; empty where everything can. */
    readonly wrong: string;
    readonly hostNames: readonly string[];
    readonly canApply: boolean;
    readonly action: string;
}

/** What the dialog opens with: chosen names that are no connection stand among the names that were typed. */
export function openingChoice(known: readonly KnownServer[], chosen: readonly string[]): HostsDialogChoice {
    const wanted = new Set(chosen.map(name => name.toLowerCase()));
    const addresses = new Set(distinctNames(known.map(({ address }) => address)));
    const lowered = new Set(known.map(({ address }) => address.toLowerCase()));
    return {
        // Two connections to one server are one host.
        servers: known.filter(({ address }) => addresses.delete(address)).sort((one, other) => compareNames(one.name, other.name)),
        failed: false,
        filter: '',
        picked: new Set(known.map(({ address }) => address).filter(address => wanted.has(address.toLowerCase()))),
        others: chosen.filter(name => !lowered.has(name.toLowerCase())).join('\n')
    };
}

/** @param isPicked whether these servers are picked from now on */
export function withPicked(choice: HostsDialogChoice, servers: readonly KnownServer[], isPicked: boolean): HostsDialogChoice {
    const picked = new Set(choice.picked);
    servers.forEach(({ address }) => (isPicked ? picked.add(address) : picked.delete(address)));
    return { ...choice, picked };
}

export function toView(choice: HostsDialogChoice): HostsDialogView {
    const { servers, picked, others } = choice;
    const wanted = choice.filter.trim().toLowerCase();
    const shown = servers
        .filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(wanted))
        .map(server => ({ ...server, isPicked: picked.has(server.address) }));
    const typed = namesIn(others);
    const hostNames = distinctNames([...servers.map(({ address }) => address).filter(address => picked.has(address)), ...typed.names]);
    return {
        choice,
        shown,
        allShown: shown.length > 0 && shown.every(({ isPicked }) => isPicked),
        wrong: typed.wrong.join(', '),
        hostNames,
        canApply: hostNames.length > 0 && typed.wrong.length === 0,
        action: fillText(avmaStrings().Hosts.ask, { count: hostNames.length })
    };
}
