import { Injectable } from '@angular/core';
import { Params } from '@angular/router';

/** What the address of the hosts' page said last: whoever comes back from another tab finds the same view, drain and filter. */
@Injectable({ providedIn: 'root' })
export class HostsLastView {
    public params: Params = {};
}
