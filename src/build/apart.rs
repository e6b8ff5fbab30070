//! How much of the machine the search gets: it takes as long as all pages together. In a build everybody waits for it; in the
//! preview it is made apart from the cores that make pages, for nobody waits and it must not be in the way of an edit.

/// How much it matters that the work is done soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Everything waits: no page is made yet, only the theme is loaded and the titles are put in order, each by one core. So
    /// the common pool does, and what the work leaves behind in its memory is used again by the pages.
    First,
    /// Somebody waits.
    Haste,
    /// Nobody waits: half the cores, and only when no one else wants them.
    Leisure,
}

/// Does work that takes many cores; once pages are made, in a pool of its own, and so there can be no deadlock: whoever
/// waits for the search waits in `OnceLock`, and in the pool no task asks for a page or for the search. If that work ran in
/// the common pool, a thread that waited for a part of it would meanwhile take up another page, which would wait for the
/// search its own thread was making.
pub fn apart<T: Send>(pace: Pace, work: impl FnOnce() -> T + Send) -> T {
    let pool = match pace {
        Pace::First => return work(),
        Pace::Haste => rayon::ThreadPoolBuilder::new(),
        Pace::Leisure => {
            let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get().div_ceil(2));
            rayon::ThreadPoolBuilder::new().num_threads(cores).start_handler(|_| give_way())
        }
    };
    match pool.build() {
        Ok(pool) => std::thread::scope(|scope| {
            let done = scope.spawn(|| pool.install(work)).join();
            done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }),
        Err(_) => work(),
    }
}

/// Lets every other thread go first. On Linux this is a matter of the thread alone; elsewhere it would be of the whole
/// program, which must stay quick. Where it is refused the work is only less in the background.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, 19);
}
