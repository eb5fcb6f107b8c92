/** Failures are recognized by codes, never by localized text. */
import { toHostFailure } from './host-failure';
import { guardQuotes } from './quoting-guard';

const scriptFailure = (code: string): object => ({
    status: 400,
    message: 'ajax error 400',
    xhr: { response: { errors: [{ message: `AvmaError {"code":"${code}","id":"HRESULT 0x80041003,X","message":"Zugriff verweigert"}` }] } }
});

describe('toHostFailure', () => {
    it('reads the code that a script of ours put into its message', () => {
        expect(toHostFailure(scriptFailure('hyperVAbsent')).code).toBe('hyperVAbsent');
        expect(toHostFailure(scriptFailure('managementServiceStopped')).code).toBe('managementServiceStopped');
        expect(toHostFailure(scriptFailure('accessDenied')).code).toBe('accessDenied');
        expect(toHostFailure(scriptFailure('clusterServiceStopped')).code).toBe('clusterServiceStopped');
        expect(toHostFailure(scriptFailure('unclassified')).code).toBe('unclassified');
    });

    it('knows refusals and lost connections by status and number', () => {
        expect(toHostFailure({ status: 403, message: '' }).code).toBe('accessDenied');
        expect(toHostFailure({ status: 0, message: '' }).code).toBe('unreachable');
        expect(toHostFailure({ status: 400, xhr: { response: { errors: [{ detailRecord: { nativeErrorCode: -2144108526 } }] } } }).code).toBe('unreachable');
        expect(toHostFailure({ status: 400, xhr: { response: { errors: [{ detailRecord: { nativeErrorCode: 53 } }] } } }).code).toBe('unreachable');
        expect(toHostFailure({ status: 400, xhr: { response: { errors: [{ detailRecord: { nativeErrorCode: 5 } }] } } }).code).toBe('unclassified');
    });

    it('finds a number in either field, a refused or lost connection by the class of its exception, and a status that stands in the answer', () => {
        const errors = (one: object): object => ({ status: 400, xhr: { response: { errors: [one], exception: null, statusCode: 0 } } });
        const detail = (detailRecord: object, errorType = 'RemoteException'): string => toHostFailure(errors({ errorType, message: 'x', detailRecord })).code;
        expect(detail({ nativeErrorCode: 0, hResult: -2147024891 })).toBe('accessDenied');
        expect(detail({ nativeErrorCode: 0, hResult: 2147942405 })).toBe('accessDenied');
        expect(detail({ nativeErrorCode: 0, hResult: -2144108526 })).toBe('unreachable');
        expect(detail({ nativeErrorCode: 0, hResult: -2146233087 }, 'PSRemotingTransportException')).toBe('unreachable');
        expect(detail({ nativeErrorCode: 5, hResult: -2146233087 }, 'PSRemotingTransportException')).toBe('accessDenied');
        expect(detail({ nativeErrorCode: 0, hResult: -2146233087 })).toBe('unclassified');
        const inside = (statusCode: number): string => toHostFailure({ xhr: { response: { errors: null, statusCode } } }).code;
        expect([inside(403), inside(503), inside(400), inside(0)]).toEqual(['accessDenied', 'unreachable', 'unclassified', 'unclassified']);
    });

    it('needs no id of an error: a script of ours says its code, wherever its message stands', () => {
        const token = 'AvmaError {"code":"hyperVAbsent","id":"x","message":"x"}';
        for (const response of [
            {
                errors: [
                    { errorType: 'RemoteException', message: token, detailRecord: { remoteExceptionMessage: token, nativeErrorCode: 0, hResult: -2146233087 } }
                ]
            },
            { errors: null, exception: token },
            { errors: [], exception: { message: token } }
        ]) {
            expect(toHostFailure({ status: 400, xhr: { response } }).code).toBe('hyperVAbsent');
        }
    });

    it('tells what Windows Admin Center forbids from what the host refuses', () => {
        const refusal = (forbidden: string): object => ({
            status: 400,
            xhr: { response: { error: { code: 'AccessDenied', message: 'Zugriff verweigert', forbidden } } }
        });
        expect(toHostFailure(refusal('Forbidden')).code).toBe('forbidden');
        expect(toHostFailure({ ...refusal('Unauthorized'), status: 403 }).code).toBe('accessDenied');
    });

    it('keeps everything that came, to be copied', () => {
        expect(toHostFailure(scriptFailure('accessDenied')).raw).toContain('Zugriff verweigert');
        expect(toHostFailure(new Error('boom')).raw).toBe('boom');
    });
});

describe('guardQuotes', () => {
    it('leaves no character that PowerShell could take for a quotation mark', () => {
        const value = "x\u2019; throw 'INJECTED'; \u2018\u201a\u201b\u00fc";
        const guarded = guardQuotes(`cvt '${JSON.stringify(value).replace(/'/g, "''")}'`);
        expect(/[^\x00-\x7f]/.test(guarded)).toBeFalse();
        expect(JSON.parse(guarded.slice(5, -1).replace(/''/g, "'"))).toBe(value);
    });
});
