/** Every scenario from user questions, every Datacenter host with every guest, and every kind of host. */
import { importCase } from '../../data/import/import-case';
import { assess } from './assess';
import { ReasonRemark, remarkOf } from './assessment';
import guestVerdicts from '../../../../tests/fixtures/scenarios/guest-verdicts.json';
import { logsByName, newestRequests } from '../events/logged-requests';
import { guestKey } from '../facts/guest-key';
import hosts from '../../../../tests/fixtures/scenarios/hosts.json';
import logged from '../../../../tests/fixtures/scenarios/logged.json';
import matrix from '../../../../tests/fixtures/scenarios/matrix.json';
import questions from '../../../../tests/fixtures/scenarios/questions.json';
import readings from '../../../../tests/fixtures/scenarios/readings.json';

interface Expectation {
    readonly vmId: string;
    readonly verdict: string;
    readonly headline: string | null;
    readonly keyLastFive: string | null;
    readonly evidence: string;
    readonly also: readonly string[];
    readonly notes: readonly string[];
    /** The case that the headline is in, for reasons that have some. */
    readonly remark?: string;
    /** Neither among the reasons nor among the notes. */
    readonly without?: readonly string[];
    /** Absent without events. */
    readonly loggedAt?: string | null;
    readonly loggedBy?: string | null;
    /** Not compared where absent. */
    readonly verifiedAt?: string | null;
    /** Particulars of some of the reasons and notes. */
    readonly data?: Readonly<Record<string, object>>;
}

interface Scenario {
    readonly id: string;
    readonly title: string;
    readonly input: unknown;
    readonly expect: readonly Expectation[];
}

const scenarios = [...questions, ...matrix, ...guestVerdicts, ...hosts, ...logged, ...readings] as unknown as readonly Scenario[];

describe('assess: the scenarios', () => {
    it('are all there', () =>
        expect([questions.length, matrix.length, guestVerdicts.length, hosts.length, logged.length, readings.length]).toEqual([48, 50, 39, 67, 44, 23]));

    for (const scenario of scenarios) {
        it(`${scenario.id}: ${scenario.title}`, () => {
            const facts = importCase(scenario.input);
            const logs = logsByName(facts.host, facts.guests, facts.events);
            const requests = newestRequests(logs);
            for (const expected of scenario.expect) {
                const guest = facts.guests.find(one => one.vmId === expected.vmId.toLowerCase());
                const activation = facts.activations.find(one => one.vmId === guest?.vmId);
                if (!guest) {
                    throw new Error(`${expected.vmId} is not among the guests`);
                }
                const found = assess(facts.host, guest, activation, requests.get(guestKey({ hostName: logs[0].hostName, vmId: guest.vmId })));
                expect({ verdict: found.verdict, headline: found.reasons[0]?.code ?? null, key: found.keyLastFive, evidence: found.evidence }).toEqual({
                    verdict: expected.verdict as typeof found.verdict,
                    headline: (expected.headline as (typeof found.reasons)[0]['code']) ?? null,
                    key: expected.keyLastFive,
                    evidence: expected.evidence as typeof found.evidence
                });
                expect((found.reasons[0] && remarkOf(found.reasons[0])) ?? null).toBe((expected.remark as ReasonRemark | undefined) ?? null);
                expect(found.reasons.map(reason => reason.code as string)).toEqual(jasmine.arrayContaining([...expected.also]));
                expect(found.notes.map(note => note.code as string)).toEqual(jasmine.arrayContaining([...expected.notes]));
                expect([found.loggedAt, found.loggedBy]).toEqual([expected.loggedAt ?? null, (expected.loggedBy as typeof found.loggedBy) ?? null]);
                expect(expected.verifiedAt === undefined || expected.verifiedAt === found.verifiedAt).toBeTrue();
                for (const [code, data] of Object.entries(expected.data ?? {})) {
                    expect([...found.reasons, ...found.notes].find(one => one.code === code)?.data).toEqual(jasmine.objectContaining({ ...data }));
                }
                expect([...found.reasons, ...found.notes].filter(one => expected.without?.includes(one.code))).toEqual([]);
            }
        });
    }
});
