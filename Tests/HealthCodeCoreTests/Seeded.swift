import HealthCodeCore

/// A generator of random numbers that gives the same ones for the same seed, so that a failure can be met again.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) {
        state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool {
        next() % UInt64(times) == 0
    }

    /// A number in the range; its slight unevenness is of no matter here, its speed is.
    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// One of these.
    mutating func one<Element>(of elements: [Element]) -> Element {
        elements[Int(next() % UInt64(elements.count))]
    }

    /// So many, each drawn by itself.
    mutating func some<Element>(_ count: ClosedRange<Int>, _ draw: (inout Seeded) -> Element) -> [Element] {
        (0..<number(count)).map { _ in draw(&self) }
    }
}
