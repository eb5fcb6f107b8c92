import { Unread } from '../domain/facts/facts';
import { unreadCause } from '../domain/judgement/unread';
import { AvmaStrings, fillText } from './texts';

/** Why a field is unknown, as a sentence. */
export function unreadText(unread: Unread, strings: AvmaStrings): string {
    return fillText(strings.Unread[unreadCause(unread)], { code: unread.code });
}
