/**
 * Failures of entering a machine (tests/fixtures/recorded/powershell-errors): PowerShell's ids, categories and exception types, and WinRM's codes. German
 * texts are PowerShell's own translations where those are known.
 */
import { WindowsError, WindowsFailure } from '../windows-call';

type Language = 'en' | 'de';

const invokeCommand = 'Microsoft.PowerShell.Commands.InvokeCommandCommand';
const directException = 'System.Management.Automation.Remoting.PSDirectException';
const dataStructureException = 'System.Management.Automation.Remoting.PSRemotingDataStructureException';
const transportException = 'System.Management.Automation.Remoting.PSRemotingTransportException';

type DirectFailureName = 'moduleMissing' | 'notFound' | 'notRunning' | 'userEmpty' | 'credentialInvalid' | 'noAnswer' | 'lost';

interface DirectFailure {
    readonly errorId: string;
    readonly category: string;
    readonly exceptionType: string;
    readonly code?: number;
    readonly terminating?: boolean;
    readonly texts: Readonly<Record<Language, string>>;
}

const directFailures: Readonly<Record<DirectFailureName, DirectFailure>> = {
    moduleMissing: {
        errorId: `HyperVModuleNotAvailable,${invokeCommand}`,
        category: 'NotInstalled',
        exceptionType: 'System.ArgumentException',
        terminating: true,
        texts: {
            en: 'The Hyper-V Module for PowerShell is not available on this machine.',
            de: 'Das Hyper-V-Modul f\u00fcr PowerShell ist auf diesem Computer nicht verf\u00fcgbar.'
        }
    },
    notFound: {
        errorId: `InvalidVMIdNotSingle,${invokeCommand}`,
        category: 'InvalidArgument',
        exceptionType: 'System.ArgumentException',
        texts: {
            en: 'The input VMId {0} does not resolve to a single virtual machine.',
            de: 'Der Eingabewert VMId \u201e{0}\u201c l\u00e4sst sich nicht auf einen einzelnen virtuellen Computer aufl\u00f6sen.'
        }
    },
    notRunning: {
        errorId: `InvalidVMState,${invokeCommand}`,
        category: 'InvalidArgument',
        exceptionType: 'System.ArgumentException',
        texts: {
            en: 'The virtual machine {0} is not in running state.',
            de: 'Der virtuelle Computer \u201e{0}\u201c befindet sich nicht im Ausf\u00fchrungsstatus.'
        }
    },
    userEmpty: {
        errorId: 'PSSessionStateBroken',
        category: 'OpenError',
        exceptionType: directException,
        texts: { en: 'The input username cannot be empty.', de: 'Der Eingabebenutzername darf nicht leer sein.' }
    },
    credentialInvalid: {
        errorId: 'PSSessionStateBroken',
        category: 'OpenError',
        exceptionType: directException,
        texts: { en: 'The credential is invalid.', de: 'Die Anmeldeinformationen sind ung\u00fcltig.' }
    },
    noAnswer: {
        errorId: 'PSSessionStateBroken',
        category: 'OpenError',
        exceptionType: dataStructureException,
        texts: {
            en: 'An error has occurred which Windows PowerShell cannot handle. A remote session might have ended.',
            de: 'Es ist ein Fehler aufgetreten, den PowerShell nicht behandeln kann. M\u00f6glicherweise wurde eine Remotesitzung beendet.'
        }
    },
    lost: {
        errorId: '2100,PSSessionStateBroken',
        category: 'OpenError',
        exceptionType: transportException,
        code: 2100,
        texts: {
            en: 'The background process reported an error with the following message: "The Hyper-V socket target process has ended.".',
            de: 'Vom Hintergrundprozess wurde ein Fehler mit der folgenden Meldung gemeldet: \u201eDer Hyper-V-Socket-Zielprozess wurde beendet.\u201c.'
        }
    }
};

/** @param about the machine's id or name in the message */
export function directFailure(name: DirectFailureName, language: Language, about = ''): WindowsError {
    const { texts, code, terminating, ...failure } = directFailures[name];
    return new WindowsError({ ...failure, message: texts[language].replace('{0}', about), hresult: code ?? null, terminating: terminating ?? false });
}

type WinRmFailureName =
    'aborted' | 'nameUnknown' | 'unreachable' | 'notTrusted' | 'certificate' | 'ipAddress' | 'logonFailure' | 'noLogonServers' | 'accessDenied';

interface WinRmFailure {
    readonly id: string;
    readonly code: number;
    readonly texts: Readonly<Record<Language, string>>;
}

const winRmFailures: Readonly<Record<WinRmFailureName, WinRmFailure>> = {
    aborted: {
        id: 'WinRMOperationAborted',
        code: 995,
        texts: { en: 'The I/O operation has been aborted.', de: 'Der E/A-Vorgang wurde abgebrochen.' }
    },
    nameUnknown: { id: 'NetworkPathNotFound', code: 53, texts: { en: 'The network path was not found.', de: 'Der Netzwerkpfad wurde nicht gefunden.' } },
    unreachable: {
        id: 'CannotConnect',
        code: -2144108526,
        texts: { en: 'The client cannot connect to the destination.', de: 'Der Client kann keine Verbindung mit dem Ziel herstellen.' }
    },
    notTrusted: {
        id: 'ServerNotTrusted',
        code: -2144108316,
        texts: { en: 'The WinRM client cannot process the request.', de: 'Die Anforderung kann vom WinRM-Client nicht verarbeitet werden.' }
    },
    // ERROR_WINHTTP_SECURE_FAILURE. PowerShell has no name for it, so the id starts with the number.
    certificate: {
        id: '12175',
        code: 12175,
        texts: {
            en: 'The server certificate on the destination computer has the following errors: The SSL certificate is signed by an unknown certificate authority.',
            de: 'Das Serverzertifikat auf dem Zielcomputer weist die folgenden Fehler auf: Das SSL-Zertifikat ist von einer unbekannten Zertifizierungsstelle signiert.'
        }
    },
    ipAddress: {
        id: 'CannotUseIPAddress',
        code: -2144108101,
        texts: { en: 'The WinRM client cannot process the request.', de: 'Die Anforderung kann vom WinRM-Client nicht verarbeitet werden.' }
    },
    logonFailure: {
        id: 'LogonFailure',
        code: 1326,
        texts: { en: 'The user name or password is incorrect.', de: 'Der Benutzername oder das Kennwort ist falsch.' }
    },
    // ERROR_NO_LOGON_SERVERS: a local account has no domain that Kerberos could ask.
    noLogonServers: {
        id: 'AuthenticationFailed',
        code: 1311,
        texts: {
            en: 'There are currently no logon servers available to service the logon request.',
            de: 'Es sind momentan keine Anmeldeserver zum Verarbeiten der Anmeldeanforderung verf\u00fcgbar.'
        }
    },
    accessDenied: { id: 'AccessDenied', code: 5, texts: { en: 'Access is denied.', de: 'Zugriff verweigert' } }
};

const connecting: Readonly<Record<Language, string>> = {
    en: 'Connecting to remote server {0} failed with the following error message : {1}',
    de: 'Herstellen einer Verbindung mit dem Remoteserver \u201e{0}\u201c mit folgender Fehlermeldung fehlgeschlagen: {1}'
};

export function winRmFailure(name: WinRmFailureName, language: Language, computer: string): WindowsError {
    const { id, code, texts } = winRmFailures[name];
    return new WindowsError({
        message: connecting[language].replace('{0}', computer).replace('{1}', texts[language]),
        errorId: `${id},PSSessionStateBroken`,
        category: 'OpenError',
        exceptionType: transportException,
        hresult: code,
        terminating: false
    });
}

/** The same failure after the machine was entered, which ends everything that runs there. */
export function endingConnection({ failure }: WindowsError): WindowsError {
    const ending: WindowsFailure = { ...failure, endsConnection: true };
    return new WindowsError(ending);
}
