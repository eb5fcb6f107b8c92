import { distinctNames, nodeAddress, sameMachine } from './node-names';

describe('names of hosts', () => {
    it('are the same machine with a domain and without, in any letter case', () => {
        expect(sameMachine('HV01', ' hv01.contoso.com')).toBeTrue();
        expect(sameMachine('HV01', 'HV011')).toBeFalse();
    });

    it('of nodes get the domain of the node that told of them', () => {
        expect(nodeAddress('HV12', 'hv11.contoso.com')).toBe('HV12.contoso.com');
        expect(nodeAddress('HV12', null)).toBe('HV12');
        expect(nodeAddress('HV12', 'HV11')).toBe('HV12');
        expect(nodeAddress('hv12.fabrikam.com', 'hv11.contoso.com')).toBe('hv12.fabrikam.com');
    });

    it('are told once, as they came first', () => {
        expect(distinctNames(['HV01', 'HV02', 'hv01'])).toEqual(['HV01', 'HV02']);
    });
});
