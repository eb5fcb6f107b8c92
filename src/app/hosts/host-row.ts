/** One of many hosts as the table shows it. */
import { canActivateNow } from '../domain/apply/activatable';
import { GuestKey, keyOf } from '../domain/facts/guest-key';
import { Verdict } from '../domain/judgement/assessment';
import { countActivated, countByVerdict } from '../domain/judgement/count-by-verdict';
import { isSoonDue } from '../domain/facts/due';
import { hostEditionName } from '../domain/versions/editions';
import { serverVersion } from '../domain/versions/builds';
import { ClusterNodeFacts, HostFacts } from '../domain/facts/facts';
import { hostAnswer } from '../domain/judgement/host-checks';
import { hostDoubts } from '../domain/judgement/host-doubts';
import { hostReasons } from '../domain/judgement/host-reasons';
import { AssessedGuest } from '../state/guests/guest-judge';
import { HostReading, isDenied } from '../state/hosts/hosts.store';
import { activatedText } from '../shared/evidence-text';
import { AvmaStrings, fillText, reasonTitle } from '../shared/texts';
import { answerIcons, StatusIcon } from '../shared/verdict-status';
import { MoveNode } from './move-row';

/** The table sorts these texts and numbers; a text is empty where nothing is known. */
export interface HostRow {
    readonly id: string;
    readonly name: string;
    /** What came of asking it, or whether it activates guests, with the headline. */
    readonly cell: { readonly icon: StatusIcon; readonly label: string; readonly headline: string };
    readonly answerText: string;
    /** Version and edition, or the build where the version has no name. */
    readonly system: string;
    readonly license: string;
    /** Win32_Service.StartMode of sppsvc, a keyword of WMI */
    readonly service: string;
    /** MSCluster_Node.State in words; empty outside clusters */
    readonly clusterState: string;
    /** From here on counts of guests; null where they were not read. */
    readonly guests: number | null;
    /** Null also where no guest is known to be activated, but some could be: nobody has looked. */
    readonly activated: number | null;
    /** The same with how it is known of how many. */
    readonly activatedText: string;
    /** How many of them were read inside, and of how many only the host's log shows it. */
    readonly activatedVerified: number | null;
    readonly activatedLogged: number | null;
    readonly ready: number | null;
    readonly blocked: number | null;
    /** Not applicable, or unknown. */
    readonly otherGuests: number | null;
    readonly expiring: number | null;
    /** Guests that nobody has looked into. */
    readonly unread: number | null;
    /** Guests that can be activated now. */
    readonly activatable: readonly GuestKey[];
    /** The button for them: in the row, and its full name; empty without such guests. */
    readonly activateShort: string;
    readonly activateText: string;
    /** It denies access, and can be given another account. */
    readonly denied: boolean;
    /** What its button to sign in is called; empty where it has none. */
    readonly signInText: string;
    readonly reading: HostReading;
}

const clusterStates: Readonly<Record<number, keyof AvmaStrings['Hosts']['clusterStates']>> = { 0: 'up', 1: 'down', 2: 'paused', 3: 'joining' };

export function clusterStateText(state: number | null, strings: AvmaStrings): string {
    return strings.Hosts.clusterStates[clusterStates[state ?? -1] ?? 'unknown'];
}

/** SoftwareLicensingProduct.LicenseStatus in words. */
function licenseText(status: number | null, strings: AvmaStrings): string {
    const { statuses } = strings.Inside;
    const texts: Readonly<Record<number, string>> = {
        0: statuses.s0,
        1: statuses.s1,
        2: statuses.s2,
        3: statuses.s3,
        4: statuses.s4,
        5: statuses.s5,
        6: statuses.s6
    };
    return texts[status ?? -1] ?? strings.Common.unknown;
}

/** Why the host activates no guests, or why that isn't certain; empty where nothing speaks against it. */
function headlineOf(facts: HostFacts, strings: AvmaStrings): string {
    const [reason] = hostReasons(facts);
    const [doubt] = hostDoubts(facts);
    return reason ? reasonTitle(reason) : doubt ? strings.Notes[doubt].title : '';
}

/** How far it has come, or what it can do. */
function cellOf(reading: HostReading, strings: AvmaStrings): HostRow['cell'] {
    const { phase, facts, failure } = reading;
    const { Hosts, Failures } = strings;
    if (failure && !facts && isDenied(reading)) {
        // Short, since the button to sign in stands beside it.
        return { icon: answerIcons.no, label: Failures.accessDenied.title, headline: '' };
    }
    if (failure) {
        return { icon: answerIcons.no, label: facts ? Hosts.stale : Hosts.failed, headline: Failures[failure.code].title };
    }
    if (phase === 'waiting' || phase === 'cancelled') {
        return { icon: answerIcons.unknown, label: Hosts.phases[phase], headline: '' };
    }
    if (phase === 'duplicate') {
        const headline = fillText(Hosts.duplicateText, { hostName: facts?.computerName ?? strings.Common.unknown });
        return { icon: answerIcons.unknown, label: Hosts.phases.duplicate, headline };
    }
    if (phase === 'withoutHyperV' || !facts) {
        return { icon: answerIcons.unknown, label: Hosts.phases.withoutHyperV, headline: '' };
    }
    const answer = hostAnswer(facts);
    return { icon: answerIcons[answer], label: Hosts.answers[answer], headline: headlineOf(facts, strings) };
}

/** Depends on the clock alone, as long as the guests stay the same. */
function countExpiring(guests: readonly AssessedGuest[], now: number): number {
    return guests.filter(({ inside, assessment }) => assessment.evidence === 'verified' && inside && isSoonDue(inside.facts, inside.readAt, now)).length;
}

type ActivatedCounts = Pick<HostRow, 'activated' | 'activatedText' | 'activatedVerified' | 'activatedLogged'>;

const notCounted: ActivatedCounts = { activated: null, activatedText: '', activatedVerified: null, activatedLogged: null };

/** How many guests are activated, and how that is known. @param isLogRead whether the host's log was read */
function activatedOf(guests: readonly AssessedGuest[], isLogRead: boolean, strings: AvmaStrings): ActivatedCounts {
    const known = countActivated(guests.map(one => one.assessment));
    const activated = known.reduce((sum, [, count]) => sum + count, 0);
    const isOpen = !isLogRead && guests.some(({ inside, assessment }) => !inside && (assessment.verdict === 'eligible' || assessment.verdict === 'unknown'));
    if (activated === 0 && isOpen) {
        return { ...notCounted, activatedText: strings.Hosts.notChecked };
    }
    const counts = new Map(known);
    return {
        activated,
        activatedText: activatedText(known, strings),
        activatedVerified: counts.get('verified') ?? 0,
        activatedLogged: counts.get('logged') ?? 0
    };
}

/** What is known beside a host's own answer. */
export interface HostContext {
    /** What the cluster says of it; null outside clusters. */
    readonly node: ClusterNodeFacts | null;
    /** Its guests, judged on it. */
    readonly guests: readonly AssessedGuest[];
    /** Whether its log was read. */
    readonly isLogRead: boolean;
}

/** @param now milliseconds since 1970 */
export function toHostRow(reading: HostReading, { node, guests, isLogRead }: HostContext, strings: AvmaStrings, now: number): HostRow {
    const { facts, hostName, phase } = reading;
    const cell = cellOf(reading, strings);
    const name = phase === 'duplicate' ? hostName : (facts?.computerName ?? node?.nodeName ?? hostName);
    const build = facts?.buildNumber ?? node?.buildNumber ?? null;
    const counts = countByVerdict(guests.map(one => one.assessment));
    const activatable = guests.filter(canActivateNow).map(keyOf);
    const activates = activatable.length > 0 ? { count: activatable.length, hostName: name } : null;
    const counted = phase === 'read' || guests.length > 0;
    const count = (...verdicts: readonly Verdict[]): number | null => (counted ? verdicts.reduce((sum, verdict) => sum + (counts.get(verdict) ?? 0), 0) : null);
    return {
        id: hostName,
        name,
        cell,
        answerText: [cell.label, cell.headline].filter(text => text !== '').join(' – '),
        system: [serverVersion(build)?.name ?? build, hostEditionName(facts?.operatingSystemSku ?? null)]
            .filter(part => part !== null && part !== undefined)
            .join(' '),
        license: facts ? licenseText(facts.licenseStatus, strings) : '',
        service: facts?.sppsvcStartMode ?? '',
        clusterState: node ? clusterStateText(node.state, strings) : '',
        guests: counted ? guests.length : null,
        ...(counted ? activatedOf(guests, isLogRead, strings) : notCounted),
        ready: count('keyInstalled', 'otherKey', 'eligible'),
        blocked: count('needsConversion', 'notEligible'),
        otherGuests: count('notApplicable', 'unknown'),
        expiring: counted ? countExpiring(guests, now) : null,
        unread: counted ? guests.filter(({ inside }) => !inside).length : null,
        activatable,
        activateShort: activates ? fillText(strings.Apply.activateShort, activates) : '',
        activateText: activates ? fillText(strings.Apply.activateOn, activates) : '',
        denied: isDenied(reading),
        signInText: isDenied(reading) ? fillText(strings.Hosts.signInTo, { hostName: name }) : '',
        reading
    };
}

/** A host that was read is up unless its cluster says otherwise; one that failed has no facts to judge guests by. */
function toMoveNode(reading: HostReading, node: ClusterNodeFacts | null): MoveNode {
    return {
        name: reading.facts?.computerName ?? node?.nodeName ?? reading.hostName,
        facts: reading.failure ? null : reading.facts,
        up: node === null ? reading.facts !== null : node.state === 0
    };
}

/** The same reading, judged as before, gives the same row until another term ends soon, so that the table keeps what it has drawn. */
export class HostRows {
    private readonly rows = new WeakMap<HostReading, HostContext & { readonly row: HostRow }>();
    private readonly nodes = new WeakMap<HostReading, { readonly node: ClusterNodeFacts | null; readonly moveNode: MoveNode }>();

    /** The parameters are those of `toHostRow`. */
    public of(reading: HostReading, context: HostContext, strings: AvmaStrings, now: number): HostRow {
        const known = this.rows.get(reading);
        const { node, guests, isLogRead } = context;
        const sameGuests = known?.guests.length === guests.length && known.guests.every((guest, index) => guest === guests[index]);
        const isSame = known && sameGuests && known.node === node && known.isLogRead === isLogRead;
        if (isSame && (known.row.expiring === null || known.row.expiring === countExpiring(guests, now))) {
            return known.row;
        }
        const row = toHostRow(reading, context, strings, now);
        this.rows.set(reading, { ...context, row });
        return row;
    }

    /** A host as one that guests may move to. */
    public nodeOf(reading: HostReading, node: ClusterNodeFacts | null): MoveNode {
        const known = this.nodes.get(reading);
        if (known && known.node === node) {
            return known.moveNode;
        }
        const moveNode = toMoveNode(reading, node);
        this.nodes.set(reading, { node, moveNode });
        return moveNode;
    }
}
