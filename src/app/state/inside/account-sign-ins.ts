/** The accounts of a run: whether each may be sent to one more guest, by the rules of `domain/sign-in`. */
import { BehaviorSubject, Observable } from 'rxjs';
import { GuestAccount, GuestJob } from '../../domain/inside/guest-target';
import { countSignIns } from '../../domain/sign-in/sign-in-log';
import { AccountDecision, AccountQuestion } from '../../domain/sign-in/account-question';
import { CountedAccount, countedAccount } from '../../domain/inside/counted-account';
import { GuestKey, guestKey } from '../../domain/facts/guest-key';
import {
    accepted,
    AccountStanding,
    continued,
    ended,
    isExhausted,
    maxFailedSignIns,
    maySignIn,
    newStanding,
    rejected,
    released,
    sent,
    SignInCounts,
    silent
} from '../../domain/sign-in/sign-in-rules';
import { SignInStorage } from './sign-in-storage';

interface Entry {
    readonly account: GuestAccount;
    readonly counted: CountedAccount;
    standing: AccountStanding;
    /** Its password was changed in the run: it is sent nowhere any more, but its sign-ins may still be unanswered. */
    replaced: boolean;
}

/** One sign-in, from when its account is sent. Its first answer counts. */
export interface SignIn {
    readonly answered: boolean;
    accept(): void;
    reject(): void;
    /** The guest wasn't reached, so the account was not checked. */
    release(): void;
    /** Stopped without an answer. It counts as unanswered until `gone`. */
    silence(): void;
    /** The session of a stopped sign-in has ended. */
    gone(): void;
}

export class AccountSignIns {
    private readonly entries = new Map<GuestAccount, Map<string, Entry>>();
    /** By account name, until something happens. */
    private readonly known = new Map<string, SignInCounts>();
    private readonly subject = new BehaviorSubject<readonly AccountQuestion[]>([]);

    /** Accounts that wait for a decision. */
    public readonly questions: Observable<readonly AccountQuestion[]> = this.subject.asObservable();

    constructor(private readonly storage: SignInStorage) {}

    public mayGo(job: GuestJob): boolean {
        const entry = this.entry(job);
        const family = this.family(entry);
        const unanswered = family.reduce((sum, { standing }) => sum + standing.unanswered, 0);
        return (
            family.every(({ standing, replaced }) => replaced || standing.phase === 'open') &&
            maySignIn(entry.counted, { ...entry.standing, unanswered }, this.counts(entry.counted))
        );
    }

    /** Reads again what other tabs have done. */
    public refresh(): void {
        this.known.clear();
    }

    /** Whether the account waits for somebody's decision. */
    public isPaused(job: GuestJob): boolean {
        return this.family(this.entry(job)).some(({ standing, replaced }) => !replaced && standing.phase === 'asking');
    }

    /** Whether the account may be sent to no guest of this run any more. */
    public isOver(job: GuestJob): boolean {
        const entry = this.entry(job);
        return (
            this.family(entry).some(({ standing, replaced }) => !replaced && standing.phase === 'ended') ||
            isExhausted(entry.counted, this.counts(entry.counted))
        );
    }

    public enter(job: GuestJob): SignIn {
        const entry = this.entry(job);
        const { counted } = entry;
        const { storage } = this;
        const guest = guestKey(job.target);
        const id = counted.kind === 'domain' ? storage.add(counted.name) : null;
        const failed = (): number => (counted.kind === 'domain' ? this.counts(counted).failed : 0);
        let answered = false;
        let stopped = false;
        this.set(entry, sent(entry.standing));
        const answer = (log: (id: string) => void, next: () => AccountStanding): void => {
            if (!answered) {
                answered = true;
                if (id !== null) {
                    log(id);
                    this.known.clear();
                }
                this.set(entry, next());
            }
        };
        return {
            get answered(): boolean {
                return answered;
            },
            accept: () =>
                answer(
                    one => storage.remove(one),
                    () => {
                        storage.note(counted.name, guest, false);
                        const standing = accepted(entry.standing, guest);
                        storage.keepProof(entry.account, standing.accepted);
                        return standing;
                    }
                ),
            reject: () =>
                answer(
                    one => storage.fail(one),
                    () => {
                        storage.note(counted.name, guest, true);
                        storage.noteRejection(entry.account, guest);
                        return rejected(counted, entry.standing, guest, failed());
                    }
                ),
            release: () =>
                answer(
                    one => storage.remove(one),
                    () => released(entry.standing)
                ),
            silence: () => {
                stopped ||= !answered;
                answer(
                    one => storage.fail(one),
                    () => (storage.note(counted.name, guest, true), silent(counted, entry.standing, guest, failed()))
                );
            },
            gone: () => {
                if (stopped) {
                    stopped = false;
                    this.set(entry, released(entry.standing));
                }
            }
        };
    }

    /** Whether the guest failed this account's last sign-in, in this run or an earlier one of this tab. */
    public hasFailed(job: GuestJob): boolean {
        return this.storage.hasFailed(this.entry(job).counted.name, guestKey(job.target));
    }

    /** Goes on with a paused account, without the guests that its question names, or ends it. */
    public decide({ user, kind }: AccountDecision): void {
        for (const entry of this.ofUser(user)) {
            entry.replaced = kind === 'password';
            this.set(entry, kind === 'continue' ? continued(entry.standing) : ended(entry.standing));
        }
    }

    /** The paused accounts of this name; several passwords can be in use for one name. */
    public pausedOf(user: string): readonly GuestAccount[] {
        return this.ofUser(user).map(({ account }) => account);
    }

    private ofUser(user: string): Entry[] {
        return this.all().filter(({ account, standing }) => account.user === user && standing.phase === 'asking');
    }

    private all(): Entry[] {
        return [...this.entries.values()].flatMap(byKind => [...byKind.values()]);
    }

    private counts({ name }: CountedAccount): SignInCounts {
        const counts = this.known.get(name) ?? countSignIns(this.storage.entries(), name, Date.now());
        this.known.set(name, counts);
        return counts;
    }

    /** The entries that lock the same account: each password proves itself, but all of them fail together. */
    private family(entry: Entry): readonly Entry[] {
        return entry.counted.kind === 'local' ? [entry] : this.all().filter(({ counted }) => counted.kind === 'domain' && counted.name === entry.counted.name);
    }

    /** A password entered once may be a domain account in one guest and a local one in another. */
    private entry(job: GuestJob): Entry {
        const counted = countedAccount(job.account.user, job.productType);
        const byKind = this.entries.get(job.account) ?? new Map<string, Entry>();
        this.entries.set(job.account, byKind);
        const found = byKind.get(counted.kind) ?? {
            account: job.account,
            counted,
            standing: { ...newStanding, accepted: this.storage.proofOf(job.account) },
            replaced: false
        };
        byKind.set(counted.kind, found);
        return found;
    }

    private set(entry: Entry, standing: AccountStanding): void {
        entry.standing = standing;
        this.known.clear();
        this.subject.next(this.all().flatMap(one => this.question(one)));
    }

    private question({ account, counted, standing, replaced }: Entry): AccountQuestion[] {
        const { question } = standing;
        if (question === null || replaced) {
            return [];
        }
        const guests = (question === 'rejected' ? standing.rejected : standing.silent) as readonly GuestKey[];
        const left = counted.kind === 'domain' ? Math.max(0, maxFailedSignIns - this.counts(counted).failed) : null;
        return [{ user: account.user, question, guests, left }];
    }
}
