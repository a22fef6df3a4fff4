import Foundation
import FuzzedDecoders

/// The decoder that the environment names.
private let decoder: Decoder? = ProcessInfo.processInfo.environment["FUZZ_DECODER"].flatMap(Decoder.named)

/// Where libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let decoder else {
        print("FUZZ_DECODER is one of \(Decoder.all.map(\.name).joined(separator: ", "))")
        exit(2)
    }
    if let fault = decoder.take(Array(UnsafeBufferPointer(start: start, count: count))) {
        print(fault)
        abort()
    }
    return 0
}
