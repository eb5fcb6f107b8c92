/** The matrix of hosts and guests against the tables on Microsoft's pages, which it does not contain. */
import { importHostRow } from '../../data/import/import-host-row';
import { assess } from '../judgement/assess';
import { hostAnswer } from '../judgement/host-checks';
import { KeyFamily } from '../versions/releases';
import { hostMatrix, matrixGuests, MatrixRow } from './host-matrix';
import { hypotheticalGuest } from './hypothetical-guest';
import { HypotheticalEdition, hypotheticalEditions, hypotheticalFamilies, hypotheticalHost } from './hypothetical-host';

const activated = ({ cells }: MatrixRow): string[] => cells.filter(cell => cell.activates).map(cell => cell.guest.name);
const open = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 7, licenseStatus: 1, vmmsState: 'Running' });

describe('the matrix of hosts and guests', () => {
    it('says what Microsoft says', () => {
        const found = Object.fromEntries(hostMatrix(null).map(row => [`${row.host?.edition} ${row.host?.version}`, activated(row)]));
        const upTo2016 = ['2012 R2', '2016', '1709', '1803'];
        const upTo2019 = [...upTo2016, '2019', '1903', '1909'];
        const without2012 = (names: readonly string[]): string[] => names.filter(name => name !== '2012 R2');
        expect(found).toEqual({
            'datacenter 2012 R2': ['2012 R2'],
            // 1709 and 1803 have the keys of 2016, but are newer than that host: not documented.
            'datacenter 2016': ['2012 R2', '2016'],
            'datacenter 2019': upTo2019.filter(name => name !== '1903' && name !== '1909'),
            'datacenter 2022': [...upTo2019, '2022'],
            'datacenter 2025': [...upTo2019, '2022', '2025'],
            'azureLocal 2019': without2012(upTo2019.filter(name => name !== '1903' && name !== '1909')),
            'azureLocal 2022': without2012([...upTo2019, '2022']),
            'azureLocal 2025': without2012([...upTo2019, '2022', '2025']),
            'azureLocalSubscription 2025': without2012([...upTo2019, '2022', '2025'])
        });
    });

    it('puts the open host first, judged as it is', () => {
        const [first] = hostMatrix(open);
        expect([first.host, activated(first), first.cells[0].reason?.code]).toEqual([null, [], 'hostNotDatacenter']);
    });
});

describe('a hypothetical host', () => {
    it('can activate for certain only as an activated Datacenter, or as Azure Local that is set up', () => {
        const answers = hypotheticalEditions.map(edition =>
            [true, false].map(isActivated => hostAnswer(hypotheticalHost({ version: '2022', edition, activated: isActivated })))
        );
        expect(Object.fromEntries(hypotheticalEditions.map((edition, index) => [edition, answers[index]]))).toEqual({
            datacenter: ['yes', 'no'],
            standard: ['no', 'no'],
            datacenterEvaluation: ['unsure', 'no'],
            hyperVServer: ['no', 'no'],
            azureLocal: ['yes', 'no'],
            azureLocalSubscription: ['yes', 'no'],
            azureLocalOem: ['yes', 'no']
        });
    });

    it('with an OEM license of Azure Local covers what a key of 2025 covers, whatever version is picked', () => {
        const covered = (version: KeyFamily, edition: HypotheticalEdition): boolean[] =>
            matrixGuests.map(
                guest => assess(hypotheticalHost({ version, edition, activated: true }), hypotheticalGuest(guest, 'datacenter')).verdict === 'eligible'
            );
        for (const version of hypotheticalFamilies) {
            expect(covered(version, 'azureLocalOem')).toEqual(covered('2025', 'azureLocal'));
        }
        expect(covered('2022', 'azureLocal')).not.toEqual(covered('2025', 'azureLocal'));
    });

    it('exists for every family', () =>
        expect(hypotheticalFamilies.map(version => hypotheticalHost({ version, edition: 'datacenter', activated: true }).buildNumber)).toEqual([
            9600, 14393, 17763, 20348, 26100
        ]));
});
