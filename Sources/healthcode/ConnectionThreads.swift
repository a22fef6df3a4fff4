import NIOCore
import NIOPosix

/// Runs tasks on the threads that read and write the connections, so that a request is answered where it came in.
///
/// On a pool of its own, each request would change threads at every step between reading and writing, which costs
/// nearly as much as answering it.
final class ConnectionThreads: TaskExecutor {
    private let loops = MultiThreadedEventLoopGroup.singleton

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // On one of these threads, `any` is that thread.
        loops.any().execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
