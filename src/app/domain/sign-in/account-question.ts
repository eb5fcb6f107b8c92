/** A run pauses an account after several rejections or silences, and asks whether to go on. */
import { GuestKey } from '../facts/guest-key';
import { SignInQuestion } from './sign-in-rules';

export interface AccountQuestion {
    /** As it was entered. */
    readonly user: string;
    readonly question: SignInQuestion;
    /** The guests that rejected it, or that didn't answer. */
    readonly guests: readonly GuestKey[];
    /** How many more sign-ins may fail within the window; null for an account of the guests themselves, which has no common limit. */
    readonly left: number | null;
}

/** What somebody decides about a paused account. `end`: it is sent to no guest of the run any more. */
export type AccountDecision = { readonly user: string } & (
    | { readonly kind: 'continue' | 'end' }
    /** The guests that weren't sent yet get this one. */
    | { readonly kind: 'password'; readonly password: string }
);
