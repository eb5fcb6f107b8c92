/** Keeps in the browser's storage how often sign-ins of domain accounts failed, because all tabs lock out the same account. No password is in it. */
import { Inject, Injectable } from '@angular/core';
import { Subject } from 'rxjs';
import { GuestAccount } from '../../domain/inside/guest-target';
import { GuestKey } from '../../domain/facts/guest-key';
import { exhaustedUntil, LoggedSignIn, readSignIns, withinWindow } from '../../domain/sign-in/sign-in-log';
import { browserStorageToken } from './browser-storage';

const prefix = 'avma.signIns.';

@Injectable({ providedIn: 'root' })
export class SignInStorage {
    /** Each tab only writes its own entries, so that none can lose another's. */
    private readonly ownKey = `${prefix}${crypto.randomUUID()}`;
    private own: readonly LoggedSignIn[] = [];
    private serial = 0;
    /** Accounts that a guest has just rejected. */
    public readonly rejections = new Subject<GuestAccount>();
    /** Guests that accepted an account, as long as somebody holds the account. */
    private readonly acceptedBy = new WeakMap<GuestAccount, ReadonlySet<string>>();
    /** Guests of this tab that failed an account's sign-in last, by the account's name. */
    private readonly failedAt = new Map<string, Set<GuestKey>>();
    /** The account that a guest rejected last in this tab, as it was entered; not for a guest that has accepted one since. */
    private readonly rejectedUsers = new Map<GuestKey, string>();

    constructor(@Inject(browserStorageToken) private readonly storage: Storage | null) {}

    /** The entries of all tabs that still count. */
    public entries(): readonly LoggedSignIn[] {
        const others = this.keys()
            .filter(key => key !== this.ownKey)
            .flatMap(key => readSignIns(this.storage?.getItem(key) ?? null));
        return withinWindow([...this.own, ...others], Date.now());
    }

    /** @returns the entry's id */
    public add(account: string): string {
        const id = `${this.ownKey}.${++this.serial}`;
        this.write([...this.own, { id, account, kind: 'pending', at: Date.now() }]);
        return id;
    }

    /** A pending sign-in failed, or may have. */
    public fail(id: string): void {
        this.write(this.own.map(entry => (entry.id === id ? { ...entry, kind: 'failed', at: Date.now() } : entry)));
    }

    /** A pending sign-in was accepted, or never reached its guest. */
    public remove(id: string): void {
        this.write(this.own.filter(entry => entry.id !== id || entry.kind === 'failed'));
    }

    /** Notes how a guest answered an account, so that the next run asks those that rejected it last. */
    public note(account: string, guest: GuestKey, failed: boolean): void {
        const guests = this.failedAt.get(account) ?? new Set<GuestKey>();
        this.failedAt.set(account, guests);
        guests[failed ? 'add' : 'delete'](guest);
        if (!failed) {
            this.rejectedUsers.delete(guest);
        }
    }

    public noteRejection(account: GuestAccount, guest: GuestKey): void {
        this.rejectedUsers.set(guest, account.user);
        this.rejections.next(account);
    }

    /** The account that the guest rejected in an earlier run, as it was entered; null if it has accepted one since. */
    public rejectedUser(guest: GuestKey): string | null {
        return this.rejectedUsers.get(guest) ?? null;
    }

    /** The domain accounts that may be sent to no guest now, by `CountedAccount.name`, with the time when they may be again. */
    public exhausted(): ReadonlyMap<string, number> {
        const entries = this.entries();
        const ends = [...new Set(entries.map(({ account }) => account))].map(name => [name, exhaustedUntil(entries, name, Date.now())] as const);
        return new Map(ends.flatMap(([name, until]) => (until === null ? [] : [[name, until] as const])));
    }

    /** The guests that accepted this account in any run of this page. */
    public proofOf(account: GuestAccount): ReadonlySet<string> {
        return this.acceptedBy.get(account) ?? new Set();
    }

    public keepProof(account: GuestAccount, guests: ReadonlySet<string>): void {
        this.acceptedBy.set(account, guests);
    }

    /** Whether the guest rejected the account, or didn't answer, when it was last sent there from this tab. */
    public hasFailed(account: string, guest: GuestKey): boolean {
        return this.failedAt.get(account)?.has(guest) ?? false;
    }

    private write(entries: readonly LoggedSignIn[]): void {
        this.own = withinWindow(entries, Date.now());
        try {
            this.storage?.setItem(this.ownKey, JSON.stringify(this.own));
        } catch {
            // The storage is full: this tab still counts its own.
        }
        this.keys()
            .filter(key => key !== this.ownKey && withinWindow(readSignIns(this.storage?.getItem(key) ?? null), Date.now()).length === 0)
            .forEach(key => this.storage?.removeItem(key));
    }

    private keys(): string[] {
        const { storage } = this;
        return storage ? Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter(key => key.startsWith(prefix)) : [];
    }
}
