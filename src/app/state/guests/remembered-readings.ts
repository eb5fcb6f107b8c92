import { Inject, Injectable } from '@angular/core';
import { combineLatest, map, Observable } from 'rxjs';
import { HostConnection, hostConnectionToken } from '../../data/host-connection';
import { importKeptReading } from '../../data/import/import-kept-reading';
import { Entries, EntryChanges, ReadingStorage, readingStorageToken } from '../../data/reading-storage';
import { GuestFacts } from '../../domain/facts/facts';
import { GuestKey, guestKey, hostOfKey } from '../../domain/facts/guest-key';
import { keptFacts, keptName, KeptReading, keptText, keptTooLong, keptUnder, ReadHost, recallReadings } from '../../domain/guests/kept-reading';
import { isReadingOf } from '../../domain/judgement/reading-term';
import { HostStore } from '../hosts/host.store';
import { HostsStore } from '../hosts/hosts.store';
import { InsideReading, LookInsideStore } from '../inside/look-inside.store';
import { GuestsStore } from './guests.store';

/** Keeps readings inside guests in the browser, and gives them to guests that are read later. Where the browser keeps nothing, the tool works without. */
@Injectable({ providedIn: 'root' })
export class RememberedReadings {
    /** What the storage has, by the entries' names. */
    private kept = new Map<string, KeptReading>();
    private byId = new Map<string, KeptReading[]>();
    private hosts: readonly ReadHost[] = [];
    /** The readings of the page as they were last. */
    private before: ReadonlyMap<GuestKey, InsideReading> = new Map();
    /** Readings that came from the storage. */
    private readonly recalled = new WeakSet<InsideReading>();
    /** Guests that were compared with what is kept of them. */
    private readonly compared = new WeakSet<GuestFacts>();
    /** What is to be written next, while something else is being written. */
    private waiting = new Map<string, string | null>();
    private writing = false;
    private begun = false;
    /** How often everything was forgotten: what was read before that is not taken. */
    private forgotten = 0;
    /** Each text is converted once. */
    private readonly imported = new Map<string, { readonly text: string; readonly reading: KeptReading | null }>();

    constructor(
        @Inject(readingStorageToken) private readonly storage: ReadingStorage,
        @Inject(hostConnectionToken) private readonly connection: HostConnection,
        private readonly inside: LookInsideStore,
        private readonly opened: HostStore,
        private readonly guests: GuestsStore,
        private readonly several: HostsStore
    ) {}

    /** Starts to remember, once a page. */
    public begin(): void {
        if (this.begun) {
            return;
        }
        this.begun = true;
        void this.change(new Map());
        this.readHosts().subscribe(hosts => {
            this.hosts = hosts;
            this.recall();
        });
        this.inside.state.subscribe(({ readings }) => this.keep(readings));
    }

    /** Forgets all readings: those in the browser, and those of this page. */
    public forget(): Promise<void> {
        this.forgotten++;
        this.waiting.clear();
        this.take(new Map());
        this.inside.replace(new Map());
        return this.storage
            .change(entries => new Map([...entries.keys()].map(name => [name, null])))
            .then(
                () => undefined,
                () => undefined
            );
    }

    /** The opened host and all others, as far as they were read. */
    private readHosts(): Observable<readonly ReadHost[]> {
        return combineLatest([this.opened.state, this.guests.state, this.guests.scope, this.several.state]).pipe(
            map(([{ facts }, { guests, complete, loading }, scope, { hosts }]) => {
                const { hostName } = this.connection;
                const others = hosts.flatMap(one => (one.facts ? [{ ...one, facts: one.facts, complete: one.phase === 'read' }] : []));
                return facts && scope === 'opened' && !others.some(one => one.hostName === hostName)
                    ? [{ hostName, facts, guests, complete: complete && !loading }, ...others]
                    : others;
            })
        );
    }

    /** Writes new readings. */
    private keep(readings: ReadonlyMap<GuestKey, InsideReading>): void {
        for (const [key, reading] of readings) {
            const host = this.before.get(key) === reading || this.recalled.has(reading) ? undefined : this.hostOf(key);
            // A host that names itself in no way could be any.
            if (host?.facts.fqdn) {
                const facts = keptFacts(reading.facts, host.facts);
                const name = keptName(keptUnder(host.facts).host, reading.facts.vmId);
                // What was kept before is out of date also where the new reading can't be kept.
                this.waiting.set(name, facts && keptText({ ...keptUnder(host.facts), readAt: reading.readAt, hadAvma: reading.hadAvma, facts }));
            }
        }
        this.before = readings;
        void this.write();
    }

    private hostOf(key: GuestKey): ReadHost | undefined {
        return this.hosts.find(({ hostName }) => hostName.toLowerCase() === hostOfKey(key));
    }

    private async write(): Promise<void> {
        if (this.writing) {
            return;
        }
        this.writing = true;
        while (this.waiting.size > 0) {
            const changes = this.waiting;
            this.waiting = new Map();
            await this.change(changes);
        }
        this.writing = false;
    }

    /** Changes the storage, and reads what it has then. */
    private async change(changes: EntryChanges): Promise<void> {
        const { forgotten } = this;
        try {
            const entries = await this.storage.change(before => this.withRoom(before, changes));
            if (forgotten === this.forgotten) {
                this.take(entries);
                this.recall();
            }
        } catch {
            // The browser denies its storage, or has no room: what was read stays in the page.
        }
    }

    /** The changes, and what has to go because of its age or for lack of room. */
    private withRoom(entries: Entries, changes: EntryChanges): EntryChanges {
        const all = new Map(entries);
        changes.forEach((text, name) => (text === null ? all.delete(name) : all.set(name, text)));
        const readAts = new Map([...all].map(([name, text]) => [name, this.import(name, text)?.readAt ?? NaN]));
        return new Map([...changes, ...keptTooLong(all, readAts, Date.now()).map(name => [name, null] as const)]);
    }

    private take(entries: Entries): void {
        this.kept = new Map(
            [...entries].flatMap(([name, text]) => [[name, this.import(name, text)] as const]).flatMap(([name, one]) => (one ? [[name, one]] : []))
        );
        this.byId = new Map();
        for (const one of this.kept.values()) {
            this.byId.set(one.facts.vmId, [...(this.byId.get(one.facts.vmId) ?? []), one]);
        }
    }

    /** @returns null for what is no reading, or is another guest's than its name says */
    private import(name: string, text: string): KeptReading | null {
        const before = this.imported.get(name);
        if (before?.text === text) {
            return before.reading;
        }
        const found = importKeptReading(text);
        const reading = found && keptName(found.host, found.facts.vmId) === name ? found : null;
        this.imported.set(name, { text, reading });
        return reading;
    }

    /** Gives guests without a reading the one that is kept of them, and drops those of guests that aren't the same any more. */
    private recall(): void {
        if (this.kept.size === 0) {
            return;
        }
        const { readings } = this.inside.current;
        const gone = this.dropOutdated(readings);
        const found = recallReadings(this.hosts, this.byId, readings);
        if (gone.length + found.size > 0) {
            const all = new Map(readings);
            gone.forEach(key => all.delete(key));
            for (const [key, { facts, readAt, hadAvma }] of found) {
                const reading = { facts, readAt, hadAvma };
                this.recalled.add(reading);
                all.set(key, reading);
            }
            this.inside.replace(all);
        }
    }

    /** @returns the guests of which the page has a kept reading that isn't about them any more */
    private dropOutdated(readings: ReadonlyMap<GuestKey, InsideReading>): GuestKey[] {
        const gone: GuestKey[] = [];
        for (const { hostName, facts, guests } of this.hosts) {
            for (const guest of guests.filter(one => !this.compared.has(one))) {
                this.compared.add(guest);
                const name = keptName(keptUnder(facts).host, guest.vmId);
                const kept = this.kept.get(name);
                if (kept && !isReadingOf(guest, kept.facts)) {
                    this.waiting.set(name, null);
                }
                const key = guestKey({ hostName, vmId: guest.vmId });
                const reading = readings.get(key);
                if (reading && this.recalled.has(reading) && !isReadingOf(guest, reading.facts)) {
                    gone.push(key);
                }
            }
        }
        void this.write();
        return gone;
    }
}
