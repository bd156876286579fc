//! How much computing a test has cost its thread, in seconds; what waits, or is done by others meanwhile, does not count.

#[cfg(unix)]
pub(crate) fn cpu_time() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Where the system does not say, nothing is found too slow.
#[cfg(not(unix))]
pub(crate) fn cpu_time() -> f64 {
    0.0
}
