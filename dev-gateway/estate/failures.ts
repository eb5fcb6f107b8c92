/** Failures of Windows: ids, categories, exception types and codes in one place. Messages are English, or German on a German host. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WindowsError, WindowsFailure } from '../windows-call';

type CimFailureName =
    'invalidNamespace' | 'invalidClass' | 'invalidQuery' | 'accessDenied' | 'providerFailure' | 'invalidMethod' | 'invalidParameter' | 'notFound';

/** HRESULT, native code and category of CIM failures (WbemErrorEnum; NativeErrorCode of the CIM API). */
const cimFailures: Readonly<Record<CimFailureName, { hresult: string; native: string; category: string; en: string; de: string }>> = {
    invalidNamespace: {
        hresult: '0x8004100e',
        native: 'InvalidNamespace',
        category: 'MetadataError',
        en: 'Invalid namespace ',
        de: 'Ung\u00fcltiger Namespace '
    },
    invalidClass: { hresult: '0x80041010', native: 'InvalidClass', category: 'MetadataError', en: 'Invalid class ', de: 'Ung\u00fcltige Klasse ' },
    invalidQuery: { hresult: '0x80041017', native: 'InvalidQuery', category: 'InvalidArgument', en: 'Invalid query ', de: 'Ung\u00fcltige Abfrage ' },
    accessDenied: { hresult: '0x80041003', native: 'AccessDenied', category: 'PermissionDenied', en: 'Access denied ', de: 'Zugriff verweigert ' },
    invalidMethod: { hresult: '0x8004102e', native: 'MethodNotFound', category: 'MetadataError', en: 'Invalid method ', de: 'Ung\u00fcltige Methode ' },
    invalidParameter: {
        hresult: '0x80041008',
        native: 'InvalidParameter',
        category: 'InvalidArgument',
        en: 'Invalid parameter ',
        de: 'Ung\u00fcltiger Parameter '
    },
    notFound: { hresult: '0x80041002', native: 'NotFound', category: 'ObjectNotFound', en: 'Not found ', de: 'Nicht gefunden ' },
    providerFailure: { hresult: '0x80041001', native: 'Failed', category: 'NotSpecified', en: 'Generic failure ', de: 'Allgemeiner Fehler ' }
};

export function cimFailure(name: CimFailureName, language: 'en' | 'de'): WindowsError {
    const { hresult, native, category, ...texts } = cimFailures[name];
    return new WindowsError({
        message: texts[language],
        errorId: `HRESULT ${hresult}`,
        category,
        exceptionType: 'Microsoft.Management.Infrastructure.CimException',
        // The exception has its code only in MessageId; its HResult is that of any .NET exception.
        hresult: null,
        nativeErrorCode: native,
        terminating: false
    });
}

const hex = (code: number): string => `0x${code.toString(16).padStart(8, '0')}`;

const { codes: publishedCodes } = JSON.parse(readFileSync(join(__dirname, '../../windows-surface/errors/spp.json'), 'utf8')) as {
    readonly codes: ReadonlyArray<{ readonly code: string; readonly text: string }>;
};

/**
 * A licensing code as a failure of a CIM method; the id contains the code.
 * @param code unsigned
 */
export function licensingFailure(code: number, language: 'en' | 'de'): WindowsError {
    const english = publishedCodes.find(one => Number(one.code) === code)?.text ?? '';
    return new WindowsError({
        message: language === 'en' ? english : `Der Softwarelizenzierungsdienst hat den Fehler ${hex(code)} gemeldet.`,
        errorId: `HRESULT ${hex(code)}`,
        category: 'NotSpecified',
        exceptionType: 'Microsoft.Management.Infrastructure.CimException',
        hresult: null,
        nativeErrorCode: 'Failed',
        terminating: false
    });
}

/** WMI's own codes, for which System.Management throws a ManagementException. For all other codes it throws the exception of the HRESULT. */
const isWmiCode = (code: number): boolean => (code & 0xfffff000) === (0x80041000 | 0);

/**
 * A failure of an older WMI object: of Get-WmiObject or of a method. A ManagementException has its code in `ErrorCode`, and the HResult of every
 * SystemException (0x80131501). Other codes are the exception's HRESULT.
 * @param code unsigned
 */
export function wmiFailure(origin: 'query' | 'method', code: number, language: 'en' | 'de'): WindowsError {
    const text = `${language === 'en' ? 'Exception from HRESULT' : 'Ausnahme von HRESULT'}: ${hex(code).toUpperCase().replace('X', 'x')}`;
    const failure = { message: text, category: origin === 'query' ? 'InvalidOperation' : 'NotSpecified', terminating: origin === 'method' } as const;
    return new WindowsError(
        isWmiCode(code)
            ? {
                  ...failure,
                  errorId: origin === 'query' ? 'GetWMIManagementException' : 'WMIMethodException',
                  exceptionType: 'System.Management.ManagementException',
                  hresult: null,
                  errorCode: code | 0
              }
            : {
                  ...failure,
                  errorId: origin === 'query' ? 'GetWMICOMException' : 'WMIMethodException',
                  exceptionType: 'System.Runtime.InteropServices.COMException',
                  hresult: code | 0
              }
    );
}

/** A published command or parameter that this estate doesn't simulate. */
export function notSimulated(what: string): WindowsError {
    const failure: WindowsFailure = {
        message: `The estate does not simulate ${what}.`,
        errorId: 'NotSimulated',
        category: 'NotImplemented',
        exceptionType: 'System.NotImplementedException',
        hresult: null,
        terminating: true
    };
    return new WindowsError(failure);
}
