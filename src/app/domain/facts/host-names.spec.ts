import { isHostName, namesIn } from './host-names';

describe('namesIn', () => {
    it('takes lines, commas, semicolons and blanks, and each name once', () => {
        expect(namesIn('hv01\r\nHV02.contoso.com, hv03;hv04  HV01')).toEqual({ names: ['HV01', 'HV02.contoso.com', 'hv03', 'hv04'], wrong: [] });
        expect(namesIn(' \n')).toEqual({ names: [], wrong: [] });
    });

    it('names what cannot be a name', () => {
        expect(namesIn("hv01 hv/02 .contoso -x '; x")).toEqual({ names: ['hv01', 'x'], wrong: ['hv/02', '.contoso', '-x', "'"] });
    });
});

describe('isHostName', () => {
    it('takes one name or address, and no text with more in it', () => {
        expect(['HV01', 'hv-02.contoso.com', '10.0.0.5'].map(isHostName)).toEqual([true, true, true]);
        expect(['', 'HV01 HV02', 'HV01,', 'hv/02', '-x'].map(isHostName)).toEqual([false, false, false, false, false]);
    });
});
