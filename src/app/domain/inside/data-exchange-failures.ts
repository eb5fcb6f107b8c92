/** Why Data Exchange of a machine was not changed: the codes of `Enable-AvmaDataExchange`. */
import { DataExchangeOutcome } from '../facts/facts';

export const dataExchangeFailureCodes = [
    'notFound',
    'refused',
    'jobFailed',
    'jobTimeout',
    'notChanged',
    'notSupported',
    'accessDenied',
    'unclassified'
] as const;
export type DataExchangeFailureCode = (typeof dataExchangeFailureCodes)[number];

/** Null where it is as it was wished to be. */
export function dataExchangeFailure({ outcome, error }: DataExchangeOutcome): DataExchangeFailureCode | null {
    if (outcome === 'done' || outcome === 'already') {
        return null;
    }
    return outcome === 'notFound' ? 'notFound' : (dataExchangeFailureCodes.find(code => code === error?.code) ?? 'unclassified');
}
