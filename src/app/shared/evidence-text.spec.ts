/** Evidence in words: its kind, its age by the host's clock, and how a request was joined. */
import { Assessment } from '../domain/judgement/assessment';
import { countActivated } from '../domain/judgement/count-by-verdict';
import { activatedText, evidenceText, verdictText } from './evidence-text';
import { AvmaStrings, avmaStrings } from './texts';

const judged = (change: Partial<Assessment>): Assessment => ({
    vmId: '',
    verdict: 'activated',
    evidence: 'logged',
    loggedAt: '2026-11-30T09:00:00Z',
    loggedBy: 'id',
    verifiedAt: null,
    reasons: [],
    notes: [],
    keyLastFive: null,
    ...change
});
const now = '2026-11-30T12:00:00Z';

describe('evidence in words', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));
    const label = (change: Partial<Assessment>, at: string | null = now): string => evidenceText(judged(change), at, strings).label;

    it('says how old a request was when the host was read, and that a reported name is no proof', () => {
        expect(label({})).toBe('Host log, 3 hours ago');
        expect(label({ loggedBy: 'fqdn' })).toBe('Host log, by reported name, 3 hours ago');
        // The log may be read some moments after the host's row.
        expect(label({}, '2026-11-30T08:59:00Z')).toBe('Host log, now');
        expect(evidenceText(judged({}), now, strings).tip).toContain(strings.Evidence.loggedText);
    });

    it('says how old a reading was when the host was read', () => {
        const read = { loggedAt: null, loggedBy: null, verifiedAt: '2026-11-30T11:55:00Z', evidence: 'verified' } as const;
        expect(label(read)).toBe('Verified, 5 minutes ago');
        // The host may have been read before the guest.
        expect(label(read, '2026-11-30T11:00:00Z')).toBe('Verified, now');
        expect(evidenceText(judged(read), now, strings).tip).toContain(strings.Evidence.verifiedText);
        expect(verdictText(judged(read), now, strings)).toBe('Activated (verified 5 minutes ago)');
        expect(verdictText(judged({ ...read, verdict: 'otherKey' }), now, strings)).toBe(strings.Verdicts.otherKey);
    });

    it('has no age for what is reported, and for a reading without a time', () => {
        const other = { loggedAt: null, loggedBy: null } as const;
        expect([label({ ...other, evidence: 'verified' }), label({ ...other, evidence: 'reported' })]).toEqual(['Verified', 'Reported']);
    });

    it('names the evidence beside an activation only', () => {
        expect(verdictText(judged({}), now, strings)).toBe('Activated (host log, 3 hours ago)');
        expect(verdictText(judged({ verdict: 'keyInstalled' }), now, strings)).toBe(strings.Verdicts.keyInstalled);
        expect(verdictText(judged({ loggedAt: null, evidence: 'verified' }), now, strings)).toBe(strings.Verdicts.activated);
    });

    it('counts activated guests by how it is known', () => {
        const of = (kind: Assessment['evidence'], verdict: Assessment['verdict'] = 'activated'): Assessment => judged({ evidence: kind, verdict });
        const text = (...all: readonly Assessment[]): string => activatedText(countActivated(all), strings);
        expect(text(of('verified'), of('logged'), of('verified'), of('reported', 'eligible'))).toBe('3 (2 verified, 1 host log)');
        expect([text(of('logged')), text(of('verified', 'otherKey'))]).toEqual(['1 (1 host log)', '0']);
    });
});
