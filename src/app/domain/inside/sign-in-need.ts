/** What the requests of a session wait for: an account for the host, or the administrator's own sign-in to Windows Admin Center. */
export type SignInNeed = 'host' | 'gateway';
