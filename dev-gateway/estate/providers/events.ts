/** Get-WinEvent: the logs of a machine and their records, as objects. */
import { WindowsCall, WindowsError, WindowsObject, WindowsValue } from '../../windows-call';
import { EventLog, LogFilter, LogRecord, sppProvider } from '../event-log';
import { readQueryList, readSelection } from '../event-query';
import { eventMessage, levelName } from '../event-texts';
import { notSimulated } from '../failures';

/** The logs of one machine, and the values that are the same in all its records. */
export interface MachineLogs {
    readonly machineName: string;
    readonly language: 'en' | 'de';
    /** Contains only logs that exist. */
    readonly logs: readonly EventLog[];
}

const accessDenied = -2147024891;
const sppGuid = 'e23b33b0-c8c9-472c-a5f9-f2bdfea0f156';

const texts = {
    denied: { en: 'Attempted to perform an unauthorized operation.', de: 'Es wurde versucht, einen nicht autorisierten Vorgang auszuf\u00fchren.' },
    noInformation: {
        en: 'Could not retrieve information about the {0} log. Error: {1}',
        de: 'Es konnten keine Informationen \u00fcber das Protokoll "{0}" abgerufen werden. Fehler: {1}'
    },
    noLog: {
        en: 'There is not an event log on the localhost computer that matches "{0}".',
        de: 'Auf dem Computer "localhost" ist kein Ereignisprotokoll vorhanden, das mit "{0}" \u00fcbereinstimmt.'
    },
    noEvents: {
        en: 'No events were found that match the specified selection criteria.',
        de: 'Es wurden keine Ereignisse gefunden, die den angegebenen Auswahlkriterien entsprechen.'
    }
} as const;

function plainFailure(errorId: string, category: string, message: string, cause?: string): WindowsError {
    return new WindowsError({
        message,
        errorId,
        category,
        exceptionType: 'System.Exception',
        hresult: null,
        terminating: false,
        ...(cause === undefined ? {} : { cause: { message: cause, exceptionType: 'System.UnauthorizedAccessException', hresult: accessDenied } })
    });
}

function find({ logs, language }: MachineLogs, name: string): EventLog {
    if (/[*?[]/.test(name)) {
        throw notSimulated('Get-WinEvent with wildcards');
    }
    const log = logs.find(one => one.name.toLowerCase() === name.toLowerCase());
    if (!log) {
        throw plainFailure('NoMatchingLogsFound', 'ObjectNotFound', texts.noLog[language].replace('{0}', name));
    }
    return log;
}

function configuration(machine: MachineLogs, name: string): WindowsObject {
    const { language } = machine;
    const log = find(machine, name);
    if (log.options.denied) {
        // The command wraps the failure. The second error ("no log matches") follows only if the first one doesn't stop it.
        const denied = texts.denied[language];
        throw plainFailure('LogInfoUnavailable', 'NotSpecified', texts.noInformation[language].replace('{0}', log.name).replace('{1}', denied), denied);
    }
    const [oldest] = log.read(null, true);
    return {
        kind: 'object',
        typeNames: ['System.Diagnostics.Eventing.Reader.EventLogConfiguration', 'System.Object'],
        properties: {
            LogName: log.name,
            IsEnabled: log.options.enabled,
            IsClassicLog: true,
            MaximumSizeInBytes: log.options.maximumBytes,
            FileSize: log.sizeBytes,
            IsLogFull: log.sizeBytes >= log.options.maximumBytes,
            OldestRecordNumber: oldest ? oldest.recordId : null,
            RecordCount: log.count
        }
    };
}

function eventObject({ machineName, language }: MachineLogs, log: EventLog, { recordId, event }: LogRecord): WindowsObject {
    const property = (text: string): WindowsValue => ({
        kind: 'object',
        typeNames: ['System.Diagnostics.Eventing.Reader.EventProperty', 'System.Object'],
        properties: { Value: text }
    });
    return {
        kind: 'object',
        typeNames: ['System.Diagnostics.Eventing.Reader.EventLogRecord', 'System.Diagnostics.Eventing.Reader.EventRecord', 'System.Object'],
        properties: {
            Message: eventMessage(event, language),
            Id: event.id,
            Version: 0,
            Level: event.level,
            Task: 0,
            RecordId: recordId,
            ProviderName: event.provider,
            ProviderId: event.provider === sppProvider ? sppGuid : null,
            LogName: log.name,
            MachineName: machineName,
            TimeCreated: { kind: 'date', value: new Date(event.time).toISOString() },
            LevelDisplayName: levelName(event.level, language),
            Properties: event.data.map(property)
        }
    };
}

/** The log and the filter of a call. */
function asked(machine: MachineLogs, { parameters }: WindowsCall): { readonly log: EventLog; readonly filter: LogFilter | null } {
    if (typeof parameters.FilterXml === 'string') {
        const { log, filter } = readQueryList(parameters.FilterXml, machine.language);
        return { log: find(machine, log), filter };
    }
    const [name, more] = (parameters.LogName as readonly string[] | undefined) ?? [];
    if (name === undefined || more !== undefined) {
        throw notSimulated('Get-WinEvent of no log or of several');
    }
    const filter = typeof parameters.FilterXPath === 'string' ? readSelection(parameters.FilterXPath, machine.language) : null;
    return { log: find(machine, name), filter };
}

/** @throws WindowsError like Get-WinEvent, after the objects that it already returned */
export function* winEvents(machine: MachineLogs, call: WindowsCall): Iterable<WindowsObject> {
    const known = ['ListLog', 'LogName', 'FilterXPath', 'FilterXml', 'MaxEvents', 'Oldest', 'Force'];
    const other = Object.keys(call.parameters).find(name => !known.includes(name));
    if (other !== undefined) {
        throw notSimulated(`Get-WinEvent -${other}`);
    }
    if (Array.isArray(call.parameters.ListLog)) {
        for (const name of call.parameters.ListLog) {
            yield configuration(machine, String(name));
        }
        return;
    }
    const { log, filter } = asked(machine, call);
    if (log.options.denied) {
        throw new WindowsError({
            message: texts.denied[machine.language],
            errorId: 'System.UnauthorizedAccessException',
            category: 'NotSpecified',
            exceptionType: 'System.UnauthorizedAccessException',
            hresult: accessDenied,
            terminating: true
        });
    }
    const most = typeof call.parameters.MaxEvents === 'number' ? call.parameters.MaxEvents : Infinity;
    let count = 0;
    for (const record of log.read(filter, call.parameters.Oldest === true)) {
        yield eventObject(machine, log, record);
        count++;
        if (count >= most) {
            return;
        }
    }
    if (count === 0) {
        throw plainFailure('NoMatchingEventsFound', 'ObjectNotFound', texts.noEvents[machine.language]);
    }
}
