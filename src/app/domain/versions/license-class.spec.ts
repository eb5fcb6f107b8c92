/** The class of a license by what its row says, and by what wasn't read. */
import { channelClass, licenseClass } from './license-class';

const row = { licenseDescription: null, productKeyChannel: null, partialProductKey: null };
const description = (channel: string): string => `Windows(R) Operating System, ${channel} channel`;

describe('licenseClass', () => {
    it('knows the channels that dumps show, in any letter case, without a description', () => {
        const ofChannel = (productKeyChannel: string): string => licenseClass({ ...row, productKeyChannel, partialProductKey: 'AAAAA' });
        expect(['VT:IA', 'vt:ia', 'Retail:TB:Eval', 'Retail', 'Volume:GVLK', 'Volume:CSVLK', 'Volume:MAK', 'OEM:DM', 'OEM:NONSLP'].map(ofChannel)).toEqual([
            'avma',
            'avma',
            'evaluation',
            'retail',
            'kmsClient',
            'kmsHost',
            'mak',
            'oem',
            'oem'
        ]);
        // Time-based, but no evaluation; and a value that no dump has shown.
        expect(['Retail:TB:Sub', 'Retail:TB:Trial', 'PGS:TB', 'VT:IAX', 'TimeBased_EVAL'].map(ofChannel)).toEqual(Array(5).fill('unreadable'));
    });

    it('believes the description first, and takes a subscription for no evaluation', () => {
        expect(licenseClass({ ...row, licenseDescription: description('TIMEBASED_EVAL'), productKeyChannel: 'Retail' })).toBe('evaluation');
        expect(licenseClass({ ...row, licenseDescription: description('TIMEBASED_SUB'), productKeyChannel: 'Retail:TB:Sub' })).toBe('unreadable');
        expect(licenseClass({ ...row, licenseDescription: description('RETAIL'), productKeyChannel: 'VT:IA', partialProductKey: 'AAAAA' })).toBe('retail');
    });

    it('is keyless where Windows is licensed and its key was looked for in vain, whatever the channel', () => {
        for (const licenseDescription of [null, description('RETAIL'), description('VOLUME_MAK'), description('TIMEBASED_SUB')]) {
            expect(licenseClass({ ...row, licenseDescription, licenseStatus: 1, unread: [] })).toBe('keyless');
        }
        expect(licenseClass({ ...row, partialProductKey: '', licenseStatus: 1 })).toBe('keyless');
        expect(licenseClass({ ...row, licenseDescription: description('VIRTUAL_MACHINE_ACTIVATION'), licenseStatus: 1 })).toBe('avma');
        expect(licenseClass({ ...row, licenseDescription: description('TIMEBASED_EVAL'), licenseStatus: 1 })).toBe('evaluation');
        expect([0, 2, 5, null, undefined].map(licenseStatus => licenseClass({ ...row, licenseStatus }))).toEqual(Array(5).fill('none'));
    });

    it('concludes nothing from what was not read', () => {
        const unread = (...fields: string[]): string => licenseClass({ ...row, licenseStatus: 1, unread: fields.map(field => ({ field })) });
        expect([unread('partialProductKey'), unread('licenseStatus'), unread('licenseFamily')]).toEqual(['unreadable', 'none', 'keyless']);
    });
});

describe('channelClass', () => {
    it('speaks of the channel alone: a license without a key has one, too', () => {
        expect(channelClass({ ...row, licenseDescription: description('RETAIL'), licenseStatus: 1 })).toBe('retail');
        expect([channelClass({ ...row, licenseStatus: 1 }), channelClass({ ...row, licenseDescription: 'something new' })]).toEqual(['none', 'unreadable']);
    });
});
