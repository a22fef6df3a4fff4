import Foundation
import HealthCodeAdapters
import HealthCodeCredential

/// From the bytes of a picture to the verdict on the code in it.
struct Pictures {
    private let verifier: CredentialVerifier
    private let pictures: [Data]

    init(_ verifier: CredentialVerifier, files: [String]) throws {
        self.verifier = verifier
        pictures = try files.map { try Data(contentsOf: URL(filePath: $0)) }
    }

    func measure(rounds: Int) throws {
        var times: [Duration] = []
        let clock = ContinuousClock()
        for _ in 0..<max(1, rounds / 10) {
            for picture in pictures {
                times.append(
                    try clock.measure {
                        let texts = try QRPicture(png: picture).texts()
                        let outcomes = texts.map { verifier.verify($0, at: Certificate.now).outcome }
                        precondition(outcomes == [.valid], "a picture was not read")
                    })
            }
        }
        times.sort()
        guard !times.isEmpty else { return }
        print("picture_median \(times[times.count / 2] / .seconds(1))")
        print("picture_slowest \(times[times.count - 1] / .seconds(1))")
    }
}
