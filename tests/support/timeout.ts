/** Engine and gateway are processes of their own: on a busy machine a spec may take longer than jasmine's five seconds. */
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
