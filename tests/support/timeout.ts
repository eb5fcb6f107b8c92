/** Engine and gateway are separate processes, so on a busy machine a spec may take longer than jasmine's default of five seconds. */
jasmine.DEFAULT_TIMEOUT_INTERVAL = 60_000;
