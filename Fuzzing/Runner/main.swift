import Foundation
import FuzzedDecoders

// `fuzz [--count N] [--seed S] [--only DECODER]…`: changes valid inputs, the same way in every run, and watches what each
// decoder does with them. Each decoder runs in a process of its own, so that a crash is seen, and its input is kept.

var options = Options(CommandLine.arguments.dropFirst())
if let file = options.worker, let decoder = options.decoders.first {
    exit(Worker(decoder, noting: file).run(count: options.count, seed: options.seed))
}
exit(Supervisor(options).run())
