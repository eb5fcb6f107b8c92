import { HostFailure, HostFailureCode } from '../data/host-failure';
import { hostFailureLink } from '../domain/advice/links';
import { avmaStrings } from './texts';

/** What a failure of a host is said with; `link` is Microsoft's page about it, null where there is none. */
export interface HostFailureText {
    readonly title: string;
    readonly text: string;
    readonly fix: string;
    readonly link: string | null;
}

export function hostFailureText(code: HostFailureCode): HostFailureText {
    return { ...avmaStrings().Failures[code], link: hostFailureLink(code) };
}

/** A failure in words, with the raw error. */
export interface FailureView extends HostFailureText {
    readonly raw: string;
}

export function failureView(failure: HostFailure | null): FailureView | null {
    return failure && { ...hostFailureText(failure.code), raw: failure.raw };
}
