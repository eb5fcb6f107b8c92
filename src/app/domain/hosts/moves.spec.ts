/** What moving or draining does to activation: what is lost, until when, and what stays unknown. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { ActivationFacts, GuestFacts } from '../facts/facts';
import { judgeDrain } from './drain';
import { assess } from '../judgement/assess';
import { HypotheticalHost, hypotheticalHost } from '../what-if/hypothetical-host';
import { judgeMove, MoveOutcome, MoveVerdict } from './moves';

const vmId = '11111111-2222-3333-4444-555555555555';

function guest(sku = 8, productType = 3): GuestFacts {
    const reported = { OSPlatformId: '2', OSBuildNumber: '20348', OSEditionId: `${sku}`, ProductType: `${productType}` };
    return importGuestRow({ vmId, enabledState: 2, dataExchangeState: 2, intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data })) });
}

const there = (change: Partial<HypotheticalHost> = {}): HypotheticalHost => ({ version: '2022', edition: 'datacenter', activated: true, ...change });

function inside(change: object): ActivationFacts {
    return importActivationRow({
        collectedAt: '2026-11-01T10:00:00Z',
        vmId,
        buildNumber: 20348,
        operatingSystemSku: 8,
        productType: 3,
        licenseDescription: 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel',
        partialProductKey: 'DV9BG',
        licenseStatus: 1,
        gracePeriodMinutes: 1440,
        ...change
    });
}

describe('judgeMove', () => {
    const cases: ReadonlyArray<readonly [string, Partial<HypotheticalHost> | null, ActivationFacts | null, GuestFacts, MoveOutcome, string]> = [
        ['an activated guest to an equal node', {}, inside({}), guest(), 'keeps', ''],
        ['an activated guest to a Standard node', { edition: 'standard' }, inside({}), guest(), 'loses', 'hostNotDatacenter'],
        ['an activated guest to a node that is not activated', { activated: false }, inside({}), guest(), 'loses', 'hostNotActivated'],
        ['an activated guest to an older node', { version: '2019' }, inside({}), guest(), 'loses', 'guestNewerThanHost'],
        ['a guest that nobody looked into, to an equal node', {}, null, guest(), 'canActivate', ''],
        ['the same to a Standard node', { edition: 'standard' }, null, guest(), 'cannotActivate', 'hostNotDatacenter'],
        [
            'a MAK guest to a Standard node',
            { edition: 'standard' },
            inside({ licenseDescription: 'VOLUME_MAK channel', partialProductKey: 'M4K42' }),
            guest(),
            'cannotActivate',
            'hostNotDatacenter'
        ],
        ['an AVMA key that is not licensed', {}, inside({ licenseStatus: 5 }), guest(), 'canActivate', ''],
        [
            'an evaluation that its license gives away',
            {},
            inside({ licenseDescription: 'TIMEBASED_EVAL channel' }),
            guest(),
            'afterConversion',
            'evaluationEdition'
        ],
        ['an evaluation by its edition', {}, null, guest(79), 'afterConversion', 'evaluationEdition'],
        ['a client', {}, null, guest(4, 1), 'notConcerned', 'clientEdition'],
        [
            'a reading that failed proves nothing',
            { edition: 'standard' },
            inside({ error: { code: 'noAnswer' } }),
            guest(),
            'cannotActivate',
            'hostNotDatacenter'
        ],
        ['a node that was not read', null, inside({}), guest(), 'unknown', '']
    ];
    for (const [what, node, activation, one, outcome, reason] of cases) {
        it(`${what}: ${outcome}`, () => {
            const today = assess(hypotheticalHost(there()), one, activation);
            const found = judgeMove(node && hypotheticalHost(there(node)), one, activation, today);
            expect(`${found.outcome} ${found.reasons[0]?.code ?? ''}`).toBe(`${outcome} ${reason}`);
            expect(found.until).toBe(outcome === 'loses' ? '2026-11-02T10:00:00.000Z' : null);
        });
    }

    it('names no end where no term was read', () => {
        for (const read of [inside({ gracePeriodMinutes: 0 }), inside({ collectedAt: null })]) {
            const found = judgeMove(hypotheticalHost(there({ edition: 'standard' })), guest(), read, { verdict: 'activated', evidence: 'verified' });
            expect([found.outcome, found.until]).toEqual(['loses', null]);
        }
    });

    it("takes the host's log for it that a guest is activated, without an end of its term", () => {
        const logged = { verdict: 'activated', evidence: 'logged' } as const;
        for (const read of [null, inside({})]) {
            const lost = judgeMove(hypotheticalHost(there({ edition: 'standard' })), guest(), read, logged);
            expect([lost.outcome, lost.until]).toEqual(['loses', null]);
            expect(judgeMove(hypotheticalHost(there()), guest(), read, logged).outcome).toBe('keeps');
        }
    });
});

describe('judgeDrain', () => {
    const move = (outcome: MoveOutcome): MoveVerdict => ({ outcome, reasons: [], until: null });
    const drained = (
        possibleOwners: readonly string[] | null,
        moves: Readonly<Record<string, MoveOutcome>>,
        up: readonly string[],
        clustered = true,
        now: MoveOutcome = 'keeps',
        read = false
    ): string => {
        const found = judgeDrain(
            { now, read, clustered, possibleOwners, moves: new Map(Object.entries(moves).map(([name, outcome]) => [name, move(outcome)])) },
            'HV11',
            up
        );
        return `${found.outcome} ${found.against.join()}`.trim();
    };
    const up = ['HV11', 'HV12', 'HV13'];

    it('judges by all nodes that may take the guest, and by none that may not', () => {
        expect(drained(null, { HV12: 'keeps', HV13: 'keeps' }, up)).toBe('safe');
        expect(drained(null, { HV12: 'loses', HV13: 'loses' }, up)).toBe('loses HV12,HV13');
        expect(drained(null, { HV12: 'keeps', HV13: 'loses' }, up)).toBe('mayLose HV13');
        expect(drained(['hv11', 'hv12'], { HV12: 'keeps', HV13: 'loses' }, up)).toBe('safe');
        expect(drained(['HV11'], { HV12: 'keeps', HV13: 'loses' }, up)).toBe('noPlace');
        expect(drained(['HV11', 'HV12'], { HV12: 'keeps' }, ['HV11', 'HV13'])).toBe('noPlace');
        expect(drained(null, { HV12: 'notConcerned', HV13: 'notConcerned' }, up, true, 'notConcerned')).toBe('notConcerned');
    });

    it('counts no loss where the node that is drained does not activate the guest either', () => {
        expect(drained(null, { HV12: 'cannotActivate', HV13: 'canActivate' }, up, true, 'cannotActivate')).toBe('asToday HV12');
        expect(drained(null, { HV12: 'loses', HV13: 'keeps' }, up, true, 'loses')).toBe('mayLose HV12');
    });

    it('says what it does not know, and what does not move by itself', () => {
        expect(drained(null, { HV12: 'keeps' }, up)).toBe('unknown');
        expect(drained(null, { HV12: 'cannotActivate' }, up)).toBe('mayNot HV12');
        expect(drained(null, { HV12: 'cannotActivate', HV13: 'cannotActivate' }, up)).toBe('cannot HV12,HV13');
        expect(drained(null, { HV12: 'keeps', HV13: 'keeps' }, up, false)).toBe('leaves');
    });

    it('says of a guest that was read and is not activated by AVMA that it loses nothing', () => {
        expect(drained(null, { HV12: 'cannotActivate', HV13: 'canActivate' }, up, true, 'canActivate', true)).toBe('notByAvma HV12');
        expect(drained(null, { HV12: 'canActivate', HV13: 'canActivate' }, up, true, 'canActivate', true)).toBe('safe');
        expect(drained(null, { HV12: 'loses', HV13: 'keeps' }, up, true, 'keeps', true)).toBe('mayLose HV12');
    });
});
