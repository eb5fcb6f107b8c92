import { HostFacts } from '../facts/facts';
import { HypotheticalHost, hypotheticalHost } from '../what-if/hypothetical-host';
import { nodeDifferences } from './node-differences';

const node = (change: Partial<HypotheticalHost> = {}): HostFacts => hypotheticalHost({ version: '2022', edition: 'datacenter', activated: true, ...change });
const differences = (nodes: Readonly<Record<string, HostFacts>>): string[] =>
    nodeDifferences(new Map(Object.entries(nodes))).map(
        ({ property, values }) => `${property}: ${values.map(({ value, nodeNames }) => `${value} ${nodeNames.join('+')}`).join(', ')}`
    );

describe('nodeDifferences', () => {
    it('finds none between equal nodes', () => {
        expect(differences({ A: node(), B: node() })).toEqual([]);
        expect(differences({})).toEqual([]);
    });

    it('names what differs and where, the majority first', () => {
        expect(differences({ A: node({ edition: 'standard' }), B: node(), C: node() })).toEqual([
            'answer: yes B+C, no A',
            'edition: Datacenter B+C, Standard A'
        ]);
        expect(differences({ A: node(), B: node({ activated: false }) })).toEqual(['answer: yes A, no B', 'licenseStatus: 1 A, 5 B']);
    });

    it('takes unknown for a difference', () => {
        expect(differences({ A: node(), B: { ...node(), buildNumber: null } })).toContain('build: 20348 A, null B');
    });
});
