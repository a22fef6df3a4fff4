/// IEEE 754 half precision by hand, because `Float16` does not exist on every platform that verifies codes.
enum HalfPrecision {
    /// The value of these 16 bits.
    static func value(_ bits: UInt16) -> Double {
        let mantissa = Double(bits & 0x3ff)
        let magnitude: Double =
            switch (bits >> 10) & 0x1f {
            case 0: mantissa * 0x1p-24
            case 31: mantissa == 0 ? .infinity : .nan
            case let exponent:
                (1 + mantissa * 0x1p-10) * Double(sign: .plus, exponent: Int(exponent) - 15, significand: 1)
            }
        return bits & 0x8000 == 0 ? magnitude : -magnitude
    }

    /// The 16 bits that mean exactly this value, or nil where there are none. Every NaN is the one of RFC 8949 appendix A.
    static func bits(of value: Double) -> UInt16? {
        if value.isNaN { return 0x7e00 }
        let sign: UInt16 = value.sign == .minus ? 0x8000 : 0
        if value.isInfinite { return sign | 0x7c00 }
        if value == 0 { return sign }
        let magnitude = value.magnitude
        guard magnitude <= 65_504 else { return nil }
        // Below 2⁻¹⁴ the mantissa counts in units of 2⁻²⁴, above in 2⁻¹⁰ of its power of two.
        let exponent = max(Int(magnitude.exponent), -14)
        let scaled = magnitude * Double(sign: .plus, exponent: 10 - exponent, significand: 1)
        guard scaled == scaled.rounded(.towardZero) else { return nil }
        let units = UInt16(scaled)
        return units < 0x400 ? sign | units : sign | UInt16(exponent + 15) << 10 | (units & 0x3ff)
    }
}
