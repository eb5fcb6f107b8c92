import { of } from 'rxjs';
import { GuestSession } from '../../data/guest-session';

/** A session whose requests are sent and answered at once. */
export const freeSession: Pick<GuestSession, 'needs' | 'answered'> = { needs: of(null), answered: of(undefined) };
